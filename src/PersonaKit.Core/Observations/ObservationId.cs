namespace PersonaKit.Core.Observations;

/// <summary>
/// An observation's id, unique per person: 1 to 64 characters of <c>A–Z a–z 0–9 . _ : -</c>, the first a letter or a digit. The set is narrow
/// because ids are compared inside storage predicates that take no parameters.
/// </summary>
public readonly record struct ObservationId : IComparable<ObservationId>
{
    public const int MaxLength = 64;

    public const string Rule = "1 to 64 characters of A-Z a-z 0-9 . _ : -, starting with a letter or a digit";

    private ObservationId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, out ObservationId id)
    {
        var valid = IdText.IsValid(text, MaxLength, ".:_-");
        id = valid ? new ObservationId(text!) : default;
        return valid;
    }

    public static ObservationId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"an observation id is {Rule}");

    public int CompareTo(ObservationId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;
}
