namespace PersonaKit.Core.Personas.Programs;

/// <summary>A mapper's id: 1 to 64 characters of <c>a–z 0–9 _</c>.</summary>
public readonly record struct MapperId : IComparable<MapperId>
{
    /// <summary>The longest id, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>What an id may look like, in words for an error message.</summary>
    public const string Rule = "1 to 64 characters of a-z, 0-9 and _";

    private static readonly string[] Words = ["validate", "preview", "catalog"];

    private MapperId(string value) => Value = value;

    /// <summary>The ids that no mapper can have, for a message.</summary>
    public static string Reserved { get; } = string.Join(" nor ", Words);

    /// <summary>The id's text.</summary>
    public string Value { get; }

    /// <summary>True for a word that stands in the API where ids stand: a mapper of this name could not be read or changed there.</summary>
    public bool IsReserved => Words.Contains(Value);

    /// <summary>Parses an id; false when the text does not follow <see cref="Rule"/>. A reserved id parses.</summary>
    public static bool TryParse(string? text, out MapperId id)
    {
        var valid = text is { Length: > 0 and <= MaxLength } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
        id = valid ? new MapperId(text!) : default;
        return valid;
    }

    /// <summary>Parses an id.</summary>
    /// <exception cref="FormatException">The text does not follow <see cref="Rule"/>.</exception>
    public static MapperId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException($"a mapper id is {Rule}");

    /// <summary>Ordinal order.</summary>
    public int CompareTo(MapperId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary><see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
