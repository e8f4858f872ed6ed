using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using PersonaKit.Core.Mindscapes.Decay;
using PersonaKit.Core.Mindscapes.Stored;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>
/// Scores over the local hours of a day: a level for each period that has evidence, and the hours in which the mean is high.
/// </summary>
internal sealed record RhythmState : TraitState
{
    public const int Hours = 24;

    public ImmutableArray<Hour> ByHour { get; init; } = [.. Enumerable.Repeat(Hour.Empty, Hours)];

    public override bool IsConsistent => base.IsConsistent && ByHour.All(hour => hour.Sum.Block == hour.Weighted.Block);

    protected override double Agreement => 1;

    protected override TraitState Absorb(in Evidence evidence, EvidenceWeight weight)
    {
        var hours = ByHour.ToBuilder();
        foreach (var (mask, score) in evidence.Hours)
        {
            var weighted = (BigInteger)weight.Amount * EvidenceWeight.ToThousandths(score);
            for (var hour = 0; hour < Hours; hour++)
            {
                if ((mask & (1u << hour)) != 0)
                {
                    hours[hour] = new Hour(hours[hour].Sum.Add(weight.Index, weight.Amount), hours[hour].Weighted.Add(weight.Index, weighted));
                }
            }
        }

        return this with { ByHour = hours.MoveToImmutable() };
    }

    protected override TraitState? MergeOwn(TraitState other) =>
        this with { ByHour = [.. ByHour.Zip(((RhythmState)other).ByHour, (left, right) => left.Merge(right))] };

    protected override (DataValue Value, DataValue.Map Detail) Read()
    {
        var settings = (RhythmSettings)Definition.Settings;
        var means = new double?[Hours];
        var detail = ImmutableArray.CreateBuilder<KeyValuePair<string, DataValue>>();
        for (var hour = 0; hour < Hours; hour++)
        {
            means[hour] = MeanOf(candidate => candidate == hour);
            if (means[hour] is { } mean)
            {
                detail.Add(new(hour.ToString("00"), DataValue.Of(mean)));
            }
        }

        var value = ImmutableArray.CreateBuilder<KeyValuePair<string, DataValue>>();
        foreach (var period in DayPeriods.All)
        {
            if (MeanOf(hour => DayPeriods.Of(hour) == period) is { } mean)
            {
                value.Add(new(DayPeriods.NameOf(period), DataValue.Of(settings.LevelOf(mean))));
            }
        }

        value.Add(new("peak_hours", PeakHours(means, settings.High)));
        return (new DataValue.Map(value.DrainToImmutable()), new DataValue.Map(
        [
            new("hours", new DataValue.Map(detail.DrainToImmutable())),
            new("count", DataValue.Of((double)Count)),
        ]));
    }

    public override void WriteOwn(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("hours");
        for (var hour = 0; hour < Hours; hour++)
        {
            if (!ByHour[hour].Sum.IsEmpty)
            {
                writer.WriteStartArray(hour.ToString());
                writer.WriteStringValue(StoredSum.Write(ByHour[hour].Sum));
                writer.WriteStringValue(StoredSum.Write(ByHour[hour].Weighted));
                writer.WriteEndArray();
            }
        }

        writer.WriteEndObject();
    }

    public override TraitState ReadOwn(StoredNode node)
    {
        var hours = new Hour[Hours];
        Array.Fill(hours, Hour.Empty);
        foreach (var (key, value) in node.Node("hours").Entries)
        {
            var parts = value.Tuple(2);
            var hour = int.Parse(key, NumberStyles.None, CultureInfo.InvariantCulture);
            if (hour >= Hours)
            {
                throw new FormatException($"an hour was stored, this is {key}");
            }

            hours[hour] = new Hour(StoredSum.Read(parts[0].AsText()), StoredSum.Read(parts[1].AsText()));
        }

        return this with { ByHour = [.. hours] };
    }

    /// <summary>The mean over some hours, on the window of the newest evidence in them; null when there is none.</summary>
    private double? MeanOf(Func<int, bool> includes)
    {
        var top = long.MinValue;
        for (var hour = 0; hour < Hours; hour++)
        {
            if (includes(hour))
            {
                top = Math.Max(top, ByHour[hour].Sum.Block);
            }
        }

        if (top == long.MinValue)
        {
            return null;
        }

        var weights = BigInteger.Zero;
        var weighted = BigInteger.Zero;
        for (var hour = 0; hour < Hours; hour++)
        {
            if (includes(hour))
            {
                weights += ByHour[hour].Sum.InWindowOf(top);
                weighted += ByHour[hour].Weighted.InWindowOf(top);
            }
        }

        return weights.IsZero ? null : EvidenceWeight.Mean(weighted, weights);
    }

    /// <summary>Runs of neighbouring high hours, from the earliest start; a run over midnight is one run.</summary>
    private static DataValue.List PeakHours(double?[] means, double high)
    {
        bool IsHigh(int hour) => means[hour % Hours] >= high;
        if (Enumerable.Range(0, Hours).All(IsHigh))
        {
            return new([DataValue.Of("00:00-24:00")]);
        }

        var runs = ImmutableArray.CreateBuilder<DataValue>();
        for (var start = 0; start < Hours; start++)
        {
            if (!IsHigh(start) || IsHigh(start + Hours - 1))
            {
                continue;
            }

            var end = start + 1;
            while (IsHigh(end))
            {
                end++;
            }

            runs.Add(DataValue.Of($"{start:00}:00-{(end > Hours ? end - Hours : end):00}:00"));
        }

        return new(runs.DrainToImmutable());
    }

    /// <summary>By reference: a fold copies the day for each observation, and changes an hour or two of it.</summary>
    internal sealed record Hour(DecayedSum Sum, DecayedSum Weighted)
    {
        public static readonly Hour Empty = new(DecayedSum.Zero, DecayedSum.Zero);

        public Hour Merge(Hour other) => new(Sum.Merge(other.Sum), Weighted.Merge(other.Weighted));
    }
}
