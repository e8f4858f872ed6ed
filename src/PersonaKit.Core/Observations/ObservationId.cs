namespace PersonaKit.Core.Observations;

/// <summary>
/// An observation's id, unique per person: 1 to 64 characters of <c>A–Z a–z 0–9 . _ : -</c>, the first a letter or a digit. The set is narrow
/// because ids are compared inside storage predicates that take no parameters.
/// </summary>
public readonly record struct ObservationId : IComparable<ObservationId>
{
    /// <summary>The longest id, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>What an id may look like, in words for an error message.</summary>
    public const string Rule = "1 to 64 characters of A-Z a-z 0-9 . _ : -, starting with a letter or a digit";

    private ObservationId(string value) => Value = value;

    /// <summary>The id's text.</summary>
    public string Value { get; }

    /// <summary>Parses an id; false when the text does not follow <see cref="Rule"/>.</summary>
    public static bool TryParse(string? text, out ObservationId id)
    {
        var valid = IdText.IsValid(text, MaxLength, ".:_-");
        id = valid ? new ObservationId(text!) : default;
        return valid;
    }

    /// <summary>Parses an id.</summary>
    /// <exception cref="FormatException">The text does not follow <see cref="Rule"/>.</exception>
    public static ObservationId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"an observation id is {Rule}");

    /// <summary>Ordinal order.</summary>
    public int CompareTo(ObservationId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary><see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
