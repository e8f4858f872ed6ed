using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using PersonaKit.Core.Mindscapes.Decay;
using PersonaKit.Core.Mindscapes.Stored;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>
/// A number: its weighted mean and spread over everything, its percentiles and trend over the newest samples (unweighted, linear
/// interpolation between closest ranks, as NumPy and spreadsheets do).
/// </summary>
internal sealed record QuantityState : TraitState
{
    public const int MaxSamples = 64;

    public DecayedSum Weighted { get; init; } = DecayedSum.Zero;

    public DecayedSum Squares { get; init; } = DecayedSum.Zero;

    public double Min { get; init; } = double.PositiveInfinity;

    public double Max { get; init; } = double.NegativeInfinity;

    /// <summary>Oldest first; ties in time go by id.</summary>
    public ImmutableArray<Sample> Samples { get; init; } = [];

    public override bool IsConsistent =>
        base.IsConsistent && !Samples.IsEmpty && Weighted.Block == Total.Block && Squares.Block == Total.Block;

    protected override double Agreement => 1;

    protected override TraitState Absorb(in Evidence evidence, EvidenceWeight weight)
    {
        var x = ((DataValue.Number)evidence.Value).Value;
        var thousandths = EvidenceWeight.ToThousandths(x);
        var weighted = (BigInteger)weight.Amount * thousandths;
        return this with
        {
            Weighted = Weighted.Add(weight.Index, weighted),
            Squares = Squares.Add(weight.Index, weighted * thousandths),
            Min = Math.Min(Min, x),
            Max = Math.Max(Max, x),
            Samples = Insert(new Sample(evidence.Observation.ObservedAt, evidence.Observation.Id, x)),
        };
    }

    public override TraitState AddAll(IReadOnlyList<(Evidence Evidence, bool IsFirst)> all)
    {
        if (all.Count <= MaxSamples)
        {
            return base.AddAll(all);
        }

        // Of the newest samples and of the trail, only the end of what is added can become a part: with all that are as old as the first
        // of it.
        var (tail, observations) = (all.Count, 0);
        while (tail > 0 && (all.Count - tail < MaxSamples || observations < EvidenceTrail.Length || IsAsOld(all[tail - 1], all[tail])))
        {
            observations += all[--tail].IsFirst ? 1 : 0;
        }

        var batch = new QuantityBatch(this);
        var (count, min, max) = (Count, Min, Max);
        for (var i = 0; i < tail; i++)
        {
            var (evidence, isFirst) = all[i];
            var x = ((DataValue.Number)evidence.Value).Value;
            batch.Add(EvidenceWeight.Of(evidence.Nats, evidence.Observation.ObservedAt, Definition), EvidenceWeight.ToThousandths(x));
            (count, min, max) = (isFirst ? count + 1 : count, Math.Min(min, x), Math.Max(max, x));
        }

        batch.Flush();
        var oldest = all[0].Evidence.Observation.ObservedAt;
        TraitState sums = this with
        {
            Total = batch.Total,
            Weighted = batch.Weighted,
            Squares = batch.Squares,
            Count = count,
            Min = min,
            Max = max,
            First = oldest < First ? oldest : First,
        };
        for (var i = tail; i < all.Count; i++)
        {
            sums = sums.Add(all[i].Evidence, all[i].IsFirst);
        }

        return sums;
    }

    private static bool IsAsOld((Evidence Evidence, bool) one, (Evidence Evidence, bool) other) =>
        one.Evidence.Observation.ObservedAt == other.Evidence.Observation.ObservedAt;

    protected override TraitState? MergeOwn(TraitState other)
    {
        var quantity = (QuantityState)other;
        return this with
        {
            Weighted = Weighted.Merge(quantity.Weighted),
            Squares = Squares.Merge(quantity.Squares),
            Min = Math.Min(Min, quantity.Min),
            Max = Math.Max(Max, quantity.Max),
            Samples = [.. Samples.Concat(quantity.Samples).Order().TakeLast(MaxSamples)],
        };
    }

    protected override (DataValue Value, DataValue.Map Detail) Read()
    {
        var weights = Total.InWindowOf(Total.Block);
        var weighted = Weighted.InWindowOf(Total.Block);
        var sorted = Samples.Select(sample => sample.Value).Order().ToArray();
        return (DataValue.Of(EvidenceWeight.Mean(weighted, weights)), new DataValue.Map(
        [
            new("p50", DataValue.Of(Percentile(sorted, 0.5))),
            new("p90", DataValue.Of(Percentile(sorted, 0.9))),
            new("min", DataValue.Of(Rounding.Publish(Min))),
            new("max", DataValue.Of(Rounding.Publish(Max))),
            new("last", DataValue.Of(Rounding.Publish(Samples[^1].Value))),
            new("count", DataValue.Of((double)Count)),
            new("std_dev", DataValue.Of(Spread(weights, weighted))),
            new("trend", DataValue.Of(Trend())),
        ]));
    }

    public override void WriteOwn(Utf8JsonWriter writer)
    {
        writer.WriteString("ex", StoredSum.Write(Weighted));
        writer.WriteString("ex2", StoredSum.Write(Squares));
        writer.WriteNumber("min", Min);
        writer.WriteNumber("max", Max);
        writer.WriteStartArray("samples");
        foreach (var sample in Samples)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(sample.At.ToUnixTimeMilliseconds());
            writer.WriteStringValue(sample.Id.Value);
            writer.WriteNumberValue(sample.Value);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    public override TraitState ReadOwn(StoredNode node) => this with
    {
        Weighted = StoredSum.Read(node.Text("ex")),
        Squares = StoredSum.Read(node.Text("ex2")),
        Min = node.Double("min"),
        Max = node.Double("max"),
        Samples = [.. node.Node("samples").Tuple(1).Select(item =>
        {
            var parts = item.Tuple(3);
            return new Sample(parts[0].AsInstant(), ObservationId.Parse(parts[1].AsText()), parts[2].AsDouble());
        })],
    };

    private static double Percentile(double[] sorted, double p)
    {
        var rank = p * (sorted.Length - 1);
        var below = (int)Math.Floor(rank);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return Rounding.Publish(sorted[below] + ((rank - below) * (sorted[above] - sorted[below])));
    }

    private double Spread(BigInteger weights, BigInteger weighted)
    {
        // E[x²] − E[x]² over one denominator: the integers are exact, so nothing cancels badly.
        var numerator = (Squares.InWindowOf(Total.Block) * weights) - (weighted * weighted);
        return weights.IsZero ? 0 : Rounding.Publish(Math.Sqrt((double)numerator) / (double)weights / 1000);
    }

    /// <summary>The newer half of the samples against the older half: more than a tenth apart is a trend.</summary>
    private string Trend()
    {
        var half = Samples.Length / 2;
        if (half < 2)
        {
            return "steady";
        }

        var older = Samples[..half].Average(sample => sample.Value);
        var newer = Samples[^half..].Average(sample => sample.Value);
        var change = newer - older;
        return Math.Abs(change) <= 0.1 * Math.Abs(older) ? "steady" : change > 0 ? "rising" : "falling";
    }

    private ImmutableArray<Sample> Insert(Sample sample)
    {
        var place = Samples.Length;
        while (place > 0 && Samples[place - 1].CompareTo(sample) > 0)
        {
            place--;
        }

        if (Samples.Length < MaxSamples)
        {
            return Samples.Insert(place, sample);
        }

        if (place == 0)
        {
            return Samples;
        }

        var next = new Sample[MaxSamples];
        Samples.AsSpan()[1..place].CopyTo(next);
        next[place - 1] = sample;
        Samples.AsSpan()[place..].CopyTo(next.AsSpan(place));
        return ImmutableCollectionsMarshal.AsImmutableArray(next);
    }

    internal readonly record struct Sample(DateTimeOffset At, ObservationId Id, double Value) : IComparable<Sample>
    {
        public int CompareTo(Sample other)
        {
            var byTime = At.CompareTo(other.At);
            return byTime != 0 ? byTime : Id.CompareTo(other.Id);
        }
    }
}
