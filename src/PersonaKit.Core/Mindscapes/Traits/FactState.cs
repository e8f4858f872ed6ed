using System.Text.Json;
using PersonaKit.Core.Mindscapes.Stored;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>Any JSON value: the newest one stands, whenever it arrived.</summary>
internal sealed record FactState : TraitState
{
    public DataValue Value { get; init; } = DataValue.Null.Instance;

    public override bool FitsDoubles => Value.FitsDoubles;

    protected override double Agreement => 1;

    protected override TraitState Absorb(in Evidence evidence, EvidenceWeight weight)
    {
        var step = new EvidenceTrail.Step(evidence.Observation.ObservedAt, evidence.Observation.Id);
        return Trail.Steps.IsEmpty || Trail.Steps[0].CompareTo(step) < 0 ? this with { Value = evidence.Value } : this;
    }

    protected override TraitState? MergeOwn(TraitState other) =>
        Trail.Steps[0].CompareTo(other.Trail.Steps[0]) < 0 ? this with { Value = ((FactState)other).Value } : this;

    protected override (DataValue Value, DataValue.Map Detail) Read() =>
        (Value, new DataValue.Map([new("count", DataValue.Of((double)Count))]));

    public override void WriteOwn(Utf8JsonWriter writer)
    {
        writer.WritePropertyName("value");
        DataValueJson.Write(writer, Value);
    }

    public override TraitState ReadOwn(StoredNode node) => this with { Value = node.Data("value") };
}
