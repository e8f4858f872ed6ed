using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using PersonaKit.Core.Mindscapes.Decay;
using PersonaKit.Core.Mindscapes.Stored;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>One of several words: the one with the most evidence, and every word's share of it.</summary>
internal sealed record CategoryState : TraitState
{
    public WordTally Tally { get; init; } = WordTally.Empty;

    protected override double Agreement
    {
        get
        {
            var ranked = Tally.Ranked(Total.Block);
            var all = Sum(ranked);
            return all.IsZero ? 0 : (double)ranked[0].Strength / (double)all;
        }
    }

    public override TraitState? Restart =>
        Tally.IsOver ? new CategoryState { Definition = Definition, Tally = WordTally.EmptyOfMentions } : null;

    public override bool IsConsistent => base.IsConsistent && Tally.IsWithin(Total.Block);

    protected override TraitState Absorb(in Evidence evidence, EvidenceWeight weight) =>
        this with { Tally = Tally.Add(((DataValue.Text)evidence.Value).Value, weight, evidence.Observation.ObservedAt) };

    protected override TraitState? MergeOwn(TraitState other) =>
        Tally.Merge(((CategoryState)other).Tally) is { } tally ? this with { Tally = tally } : null;

    protected override (DataValue Value, DataValue.Map Detail) Read()
    {
        var ranked = Tally.Ranked(Total.Block);
        var all = (double)Sum(ranked);
        return (DataValue.Of(ranked[0].Word.Text), new DataValue.Map(
        [
            new("share", new DataValue.Map([.. ranked.Select(entry => new KeyValuePair<string, DataValue>(
                entry.Word.Text,
                DataValue.Of(all > 0 ? Rounding.Publish((double)entry.Strength / all) : 0)))])),
            new("count", DataValue.Of((double)Count)),
        ]));
    }

    public override bool FitsDoubles => Tally.FitsDoubles;

    public override void WriteOwn(Utf8JsonWriter writer) => StoredTally.Write(writer, Tally);

    public override TraitState ReadOwn(StoredNode node) => this with { Tally = StoredTally.Read(node) };

    private static BigInteger Sum(ImmutableArray<(WordTally.Word Word, BigInteger Strength)> ranked)
    {
        var sum = BigInteger.Zero;
        foreach (var (_, strength) in ranked)
        {
            sum += strength;
        }

        return sum;
    }
}
