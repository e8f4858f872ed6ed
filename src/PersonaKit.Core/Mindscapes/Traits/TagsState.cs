using System.Text.Json;
using PersonaKit.Core.Mindscapes.Stored;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>Several words at once, the strongest first.</summary>
internal sealed record TagsState : TraitState
{
    public WordTally Tally { get; init; } = WordTally.Empty;

    protected override double Agreement => 1;

    public override TraitState? Restart =>
        Tally.IsOver ? new TagsState { Definition = Definition, Tally = WordTally.EmptyOfMentions } : null;

    public override bool IsConsistent => base.IsConsistent && Tally.IsWithin(Total.Block);

    protected override TraitState Absorb(in Evidence evidence, EvidenceWeight weight)
    {
        var tally = Tally;
        foreach (var item in ((DataValue.List)evidence.Value).Items.Distinct())
        {
            tally = tally.Add(((DataValue.Text)item).Value, weight, evidence.Observation.ObservedAt);
        }

        return this with { Tally = tally };
    }

    protected override TraitState? MergeOwn(TraitState other) =>
        Tally.Merge(((TagsState)other).Tally) is { } tally ? this with { Tally = tally } : null;

    protected override (DataValue Value, DataValue.Map Detail) Read() =>
        (new DataValue.List([.. Tally.Ranked(Total.Block).Select(entry => DataValue.Of(entry.Word.Text))]),
        new DataValue.Map([new("count", DataValue.Of((double)Count))]));

    public override bool FitsDoubles => Tally.FitsDoubles;

    public override void WriteOwn(Utf8JsonWriter writer) => StoredTally.Write(writer, Tally);

    public override TraitState ReadOwn(StoredNode node) => this with { Tally = StoredTally.Read(node) };
}
