using System.Collections.Immutable;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>A number that varies around a mean.</summary>
internal sealed class QuantityKind : TraitKind
{
    private static readonly ImmutableArray<string> Trends = ["rising", "falling", "steady"];

    public override string Name => "quantity";

    public override string Summary => "a number";

    public override TraitSettings Settings => TraitSettings.None;

    public override bool IsFedByHours => false;

    public override bool ReadsScalarsAsWords => false;

    public override string Expectation(TraitDefinition trait) => $"a number of at most {ValueLimits.MaxNumber:0} in size";

    public override string DescribeParts(TraitDefinition trait) => "a quantity has p50, p90, min, max, last, count, std_dev and trend";

    internal override TraitState Start(TraitDefinition trait) => new QuantityState { Definition = trait };

    internal override Statement? Fit(TraitDefinition trait, DataValue value) =>
        value is DataValue.Number number && Math.Abs(number.Value) <= ValueLimits.MaxNumber ? Statement.Of(number) : null;

    internal override bool CanDescend(TraitDefinition trait, string[] path) =>
        path is ["p50" or "p90" or "min" or "max" or "last" or "std_dev" or "trend"];

    internal override ImmutableArray<string> WordsAt(TraitDefinition trait, string[] path) => path is ["trend"] ? Trends : [];

    internal override bool IsStatedThrough(string[] path) => false;
}
