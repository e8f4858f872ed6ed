using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Extraction;

/// <summary>How one field of an observation becomes evidence for one trait. A field that is missing, or that nothing maps, feeds nothing.</summary>
internal sealed record Feed
{
    public required TraitDefinition Trait { get; init; }

    /// <summary>Where the value stands in the content.</summary>
    public required ImmutableArray<string> From { get; init; }

    public required double Nats { get; init; }

    /// <summary>Taken when the field is missing.</summary>
    public DataValue? Default { get; init; }

    public ImmutableArray<Band> Bands { get; init; } = [];

    /// <summary>Words to values, by the word in lower case; null when the value is taken as it is.</summary>
    public ImmutableDictionary<string, DataValue>? Lookup { get; init; }

    public DataValue? LookupElse { get; init; }

    /// <summary>For a rhythm: the content field with the instant whose local hour is scored; empty when <see cref="HoursByWord"/> is.</summary>
    public ImmutableArray<string> HourOf { get; init; } = [];

    /// <summary>For a rhythm: the hours a word stands for, all scored with <see cref="Score"/>.</summary>
    public ImmutableDictionary<string, uint>? HoursByWord { get; init; }

    public double Score { get; init; }

    /// <summary>Whether a value of the field would become evidence.</summary>
    public bool Takes(DataValue raw) => Trait.Kind == TraitKind.Rhythm
        ? HoursByWord is null ? raw is DataValue.Number : raw is DataValue.Text word && HoursByWord.ContainsKey(word.Value.ToLowerInvariant())
        : Map(raw) is { } value && TraitValue.Fit(Trait, value) is not null;

    public void Read(Observation observation, ref ZoneTimeline zones, List<Evidence> evidence)
    {
        if ((Find(observation.Content, From) ?? Default) is not { } raw)
        {
            return;
        }

        if (Trait.Kind == TraitKind.Rhythm)
        {
            if (ReadHours(raw, observation, ref zones) is { } hours)
            {
                evidence.Add(new Evidence(Trait, observation, Nats, DataValue.Null.Instance, [hours]));
            }
        }
        else if (Map(raw) is { } value && TraitValue.Fit(Trait, value) is { } fitting)
        {
            evidence.Add(new Evidence(Trait, observation, Nats, fitting, []));
        }
    }

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

    private HourScore? ReadHours(DataValue raw, Observation observation, ref ZoneTimeline zones)
    {
        if (HoursByWord is not null)
        {
            return raw is DataValue.Text word && HoursByWord.TryGetValue(word.Value.ToLowerInvariant(), out var hours) ? new HourScore(hours, Score) : null;
        }

        if (raw is not DataValue.Number score)
        {
            return null;
        }

        var instant = Find(observation.Content, HourOf) is DataValue.Text text && Instants.TryParse(text.Value, out var stated)
            ? stated
            : observation.ObservedAt;
        var hour = zones.At(instant).ToLocal(instant).Hour;
        zones = zones.Using(instant);
        return new HourScore(1u << hour, score.Value);
    }

    private static DataValue? Find(DataValue.Map content, ImmutableArray<string> path)
    {
        DataValue? value = path.IsEmpty ? null : content;
        foreach (var segment in path)
        {
            value = (value as DataValue.Map)?[segment];
        }

        return value is DataValue.Null ? null : value;
    }
}
