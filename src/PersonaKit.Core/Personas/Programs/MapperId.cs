namespace PersonaKit.Core.Personas.Programs;

/// <summary>A mapper's id: 1 to 64 characters of <c>a–z 0–9 _</c>.</summary>
public readonly record struct MapperId : IComparable<MapperId>
{
    public const int MaxLength = 64;

    public const string Rule = "1 to 64 characters of a-z, 0-9 and _";

    private static readonly string[] Words = ["validate", "preview"];

    private MapperId(string value) => Value = value;

    /// <summary>The ids that no mapper can have, for a message.</summary>
    public static string Reserved { get; } = string.Join(" nor ", Words);

    public string Value { get; }

    /// <summary>True for a word that stands in the API where ids stand: a mapper of this name could not be read or changed there.</summary>
    public bool IsReserved => Words.Contains(Value);

    public static bool TryParse(string? text, out MapperId id)
    {
        var valid = text is { Length: > 0 and <= MaxLength } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
        id = valid ? new MapperId(text!) : default;
        return valid;
    }

    public static MapperId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException($"a mapper id is {Rule}");

    public int CompareTo(MapperId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}
