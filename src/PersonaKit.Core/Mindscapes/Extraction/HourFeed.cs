using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Extraction;

/// <summary>
/// Feeds scores for hours of the day: the field's number for the hour of an instant, or one score for the hours that the field's word
/// stands for.
/// </summary>
internal sealed record HourFeed : Feed
{
    /// <summary>The content field with the instant whose local hour is scored; empty when <see cref="HoursByWord"/> is not null.</summary>
    public ImmutableArray<string> HourOf { get; init; } = [];

    /// <summary>The hours a word stands for, by the word in lower case, all scored with <see cref="Score"/>.</summary>
    public ImmutableDictionary<string, uint>? HoursByWord { get; init; }

    public double Score { get; init; }

    public override IEnumerable<string> Members => base.Members.Concat(HourOf.Take(1));

    public override bool Takes(DataValue raw) => HoursByWord is null ? raw is DataValue.Number : HoursOf(raw) is not null;

    protected override Statement? Say(DataValue raw, Observation observation, ref ZoneTimeline zones)
    {
        if (HoursByWord is not null)
        {
            return HoursOf(raw) is { } hours ? Statement.Of([new HourScore(hours, Score)]) : null;
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
        return Statement.Of([new HourScore(1u << hour, score.Value)]);
    }

    private uint? HoursOf(DataValue raw) =>
        raw is DataValue.Text word && HoursByWord!.TryGetValue(word.Value.ToLowerInvariant(), out var hours) ? hours : null;
}
