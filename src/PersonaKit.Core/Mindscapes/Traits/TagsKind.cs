using System.Collections.Immutable;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>Several words at once, the strongest first.</summary>
internal sealed class TagsKind : TraitKind
{
    public override string Name => "tags";

    public override string Summary => "words, strongest first";

    public override TraitSettings Settings => TraitSettings.None;

    public override bool IsFedByHours => false;

    public override bool ReadsScalarsAsWords => false;

    public override string Expectation(TraitDefinition trait) => $"a list of texts of 1 to {ValueLimits.MaxWordLength} characters";

    public override string DescribeParts(TraitDefinition trait) => "tags have count and the index of a tag";

    internal override TraitState Start(TraitDefinition trait) => new TagsState { Definition = trait };

    /// <summary>One word is a list of itself.</summary>
    internal override Statement? Fit(TraitDefinition trait, DataValue value)
    {
        var list = value as DataValue.List ?? new DataValue.List([value]);
        return !list.Items.IsEmpty && list.Items.All(ValueLimits.IsWord) ? Statement.Of(list) : null;
    }

    internal override bool CanDescend(TraitDefinition trait, string[] path) => path is [var index] && ListIndex.TryParse(index) is not null;

    internal override ImmutableArray<string> WordsAt(TraitDefinition trait, string[] path) => [];

    internal override bool IsStatedThrough(string[] path) => false;
}
