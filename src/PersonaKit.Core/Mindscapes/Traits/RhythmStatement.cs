using System.Collections.Immutable;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>
/// A rhythm stated outright: <c>{"morning": "high", "14:00-16:00": 2.5}</c>, or a list of the high hours, <c>["09:00-11:00"]</c>. What
/// high, medium and low count as, <see cref="RhythmSettings"/> says.
/// </summary>
internal static class RhythmStatement
{
    public const string Expectation =
        "an object of periods (morning, afternoon, evening, night) or hours (\"09:00-11:00\") to high, medium, low or a score, or a list of the high hours";

    public static ImmutableArray<HourScore>? TryRead(RhythmSettings settings, DataValue value)
    {
        switch (value)
        {
            case DataValue.List list when list.Items.All(item => item is DataValue.Text text && HourRange.TryParse(text.Value) is not null):
                return [.. list.Items.Select(item => new HourScore(HourRange.TryParse(((DataValue.Text)item).Value)!.Value, settings.ScoreOf("high")!.Value))];
            case DataValue.Map { Entries.IsEmpty: false } map:
                var scores = ImmutableArray.CreateBuilder<HourScore>(map.Entries.Length);
                foreach (var (key, level) in map.Entries)
                {
                    if (HoursOf(key) is not { } hours || ScoreOf(level, settings) is not { } score)
                    {
                        return null;
                    }

                    scores.Add(new HourScore(hours, score));
                }

                return scores.MoveToImmutable();
            default:
                return null;
        }
    }

    private static uint? HoursOf(string key)
    {
        if (DayPeriods.TryParse(key) is not { } period)
        {
            return HourRange.TryParse(key);
        }

        var mask = 0u;
        for (var hour = 0; hour < 24; hour++)
        {
            mask |= DayPeriods.Of(hour) == period ? 1u << hour : 0;
        }

        return mask;
    }

    private static double? ScoreOf(DataValue level, RhythmSettings settings) => level switch
    {
        DataValue.Text text => settings.ScoreOf(text.Value),
        DataValue.Number number when Math.Abs(number.Value) <= ValueLimits.MaxNumber => number.Value,
        _ => null,
    };
}
