namespace PersonaKit.Core.Mindscapes.Parts;

/// <summary>The time between the earliest and the latest of some instants, both included.</summary>
/// <param name="First">The earliest.</param>
/// <param name="Last">The latest.</param>
public readonly record struct InstantRange(DateTimeOffset First, DateTimeOffset Last)
{
    /// <summary>Null when there are none.</summary>
    public static InstantRange? All(IEnumerable<DateTimeOffset> instants)
    {
        InstantRange? span = null;
        foreach (var instant in instants)
        {
            span = span is not { } known
                ? new(instant, instant)
                : new(instant < known.First ? instant : known.First, instant > known.Last ? instant : known.Last);
        }

        return span;
    }
}
