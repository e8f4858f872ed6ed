namespace PersonaKit.Core.Observations;

/// <summary>
/// The caller's own id of a person: 1 to 128 characters of <c>A–Z a–z 0–9 . _ : @ | ~ + -</c>, the first a letter or a digit.
/// Nothing in it needs escaping in a path, a partition key or a row key of our making.
/// </summary>
public readonly record struct PersonId
{
    /// <summary>The longest id, in characters.</summary>
    public const int MaxLength = 128;

    /// <summary>What an id may look like, in words for an error message.</summary>
    public const string Rule = "1 to 128 characters of A-Z a-z 0-9 . _ : @ | ~ + -, starting with a letter or a digit";

    private PersonId(string value) => Value = value;

    /// <summary>The id's text.</summary>
    public string Value { get; }

    /// <summary>Parses an id; false when the text does not follow <see cref="Rule"/>.</summary>
    public static bool TryParse(string? text, out PersonId id)
    {
        var valid = IdText.IsValid(text, MaxLength, ".:@_|~+-");
        id = valid ? new PersonId(text!) : default;
        return valid;
    }

    /// <summary>Parses an id.</summary>
    /// <exception cref="FormatException">The text does not follow <see cref="Rule"/>.</exception>
    public static PersonId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"a person id is {Rule}");

    /// <summary><see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
