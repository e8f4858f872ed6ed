using System.Collections.Immutable;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>Any JSON value; the newest one stands.</summary>
internal sealed class FactKind : TraitKind
{
    public override string Name => "fact";

    public override string Summary => "the newest value";

    public override TraitSettings Settings => TraitSettings.None;

    public override bool IsFedByHours => false;

    public override bool ReadsScalarsAsWords => false;

    public override string Expectation(TraitDefinition trait) => trait.IsTimeZone ? "an IANA time zone, such as Europe/Berlin" : "any value";

    public override string DescribeParts(TraitDefinition trait) => trait.IsTimeZone ? "a time zone has only count" : "a fact has what its value has, and count";

    internal override TraitState Start(TraitDefinition trait) => new FactState { Definition = trait };

    internal override Statement? Fit(TraitDefinition trait, DataValue value) =>
        !trait.IsTimeZone || (value is DataValue.Text zone && LocalZone.TryFind(zone.Value) is not null) ? Statement.Of(value) : null;

    /// <summary>What the value of a fact is like, nobody knows beforehand.</summary>
    internal override bool CanDescend(TraitDefinition trait, string[] path) => !trait.IsTimeZone;

    internal override ImmutableArray<string> WordsAt(TraitDefinition trait, string[] path) => [];

    internal override bool IsStatedThrough(string[] path) => false;
}
