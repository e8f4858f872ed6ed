namespace PersonaKit.Core.Observations;

/// <summary>
/// The caller's own id of a person: 1 to 128 characters of <c>A–Z a–z 0–9 . _ : @ | ~ + -</c>, the first a letter or a digit.
/// Nothing in it needs escaping in a path, a partition key or a row key of our making.
/// </summary>
public readonly record struct PersonId
{
    public const int MaxLength = 128;

    public const string Rule = "1 to 128 characters of A-Z a-z 0-9 . _ : @ | ~ + -, starting with a letter or a digit";

    private PersonId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, out PersonId id)
    {
        var valid = IdText.IsValid(text, MaxLength, ".:@_|~+-");
        id = valid ? new PersonId(text!) : default;
        return valid;
    }

    public static PersonId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"a person id is {Rule}");

    public override string ToString() => Value;
}
