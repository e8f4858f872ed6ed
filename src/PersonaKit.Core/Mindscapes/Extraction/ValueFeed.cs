using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Extraction;

/// <summary>Feeds the value of the field, as it is or through bands of numbers or a lookup of words.</summary>
internal sealed record ValueFeed : Feed
{
    public ImmutableArray<Band> Bands { get; init; } = [];

    /// <summary>Words to values, by the word in lower case; null when the value is taken as it is.</summary>
    public ImmutableDictionary<string, DataValue>? Lookup { get; init; }

    public DataValue? LookupElse { get; init; }

    public override bool Takes(DataValue raw) => Say(raw) is not null;

    protected override Statement? Say(DataValue raw, Observation observation, ref ZoneTimeline zones) => Say(raw);

    private Statement? Say(DataValue raw) => Map(raw) is { } value ? Trait.Kind.Fit(Trait, value) : null;

    private DataValue? Map(DataValue raw)
    {
        if (!Bands.IsEmpty)
        {
            return raw is DataValue.Number number ? FindBand(number.Value) : null;
        }

        return Lookup is null ? raw : LookUp(raw) ?? LookupElse;
    }

    private DataValue? LookUp(DataValue raw) =>
        raw is DataValue.Text text && Lookup!.TryGetValue(text.Value.ToLowerInvariant(), out var value) ? value : null;

    private DataValue? FindBand(double number)
    {
        foreach (var band in Bands)
        {
            if (band.Holds(number))
            {
                return band.Value;
            }
        }

        return null;
    }
}
