using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Decay;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>A trait as its readers see it. Only its confidence depends on when they look.</summary>
public sealed record PublishedTrait
{
    /// <summary>The trait's key in the catalog, such as <c>work.focus_duration</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The trait's kind.</summary>
    public required TraitKind Kind { get; init; }

    /// <summary>The plain number, text, list or object a reader wants.</summary>
    public required DataValue Value { get; init; }

    /// <summary>What else can be read by a sub-path: <c>p50</c>, <c>p90</c>, <c>share</c>, <c>trend</c> …</summary>
    public DataValue.Map Detail { get; init; } = DataValue.Map.Empty;

    /// <summary>How many observations fed it.</summary>
    public long Count { get; init; }

    /// <summary>When the oldest observation that fed it was observed.</summary>
    public DateTimeOffset FirstObservedAt { get; init; }

    /// <summary>When the newest observation that fed it was observed.</summary>
    public DateTimeOffset LastObservedAt { get; init; }

    /// <summary>True for state that comes and goes within hours; it belongs in a persona's overlay, not in its core.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>Its confidence over time.</summary>
    public required ConfidenceCurve Confidence { get; init; }

    /// <summary>The path it is read from; null for a trait that observations feed themselves.</summary>
    public string? DerivedFrom { get; init; }

    /// <summary>The newest observations that fed it, newest first.</summary>
    public ImmutableArray<ObservationId> Evidence { get; init; } = [];

    /// <summary>The value at a sub-path: inside the value first, then in the detail. Null when there is none.</summary>
    public DataValue? Descend(ReadOnlySpan<string> segments)
    {
        if (segments.IsEmpty)
        {
            return Value;
        }

        return Follow(Value, segments) ?? Follow(Detail, segments);
    }

    /// <summary>Where a path that is about this trait leads in it; null for nowhere.</summary>
    public DataValue? Read(TraitPath path)
    {
        foreach (var (key, rest) in path.Splits)
        {
            if (key == Key)
            {
                return Descend(rest);
            }
        }

        return null;
    }

    private static DataValue? Follow(DataValue from, ReadOnlySpan<string> segments)
    {
        DataValue? value = from;
        foreach (var segment in segments)
        {
            value = value?.Descend(segment);
        }

        return value;
    }
}
