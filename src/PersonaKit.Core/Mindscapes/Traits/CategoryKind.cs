using System.Collections.Immutable;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>One of several words; the one with the most evidence wins.</summary>
internal sealed class CategoryKind : TraitKind
{
    public override string Name => "category";

    public override string Summary => "the word with the most evidence";

    public override TraitSettings Settings { get; } = new CategorySettings([]);

    public override bool IsFedByHours => false;

    public override bool ReadsScalarsAsWords => true;

    public override string Expectation(TraitDefinition trait) =>
        Of(trait).Words is { IsEmpty: false } words ? $"one of {string.Join(", ", words)}" : $"text of 1 to {ValueLimits.MaxWordLength} characters";

    public override string DescribeParts(TraitDefinition trait) =>
        Of(trait).Words is { IsEmpty: false } words
            ? $"a category has count, share and share.<word>, with the words {string.Join(", ", words)}"
            : "a category has count, share and share.<word>";

    internal override TraitState Start(TraitDefinition trait) => new CategoryState { Definition = trait };

    internal override Statement? Fit(TraitDefinition trait, DataValue value) =>
        value is DataValue.Text text && ValueLimits.IsWord(text) && Of(trait).Allows(text.Value) ? Statement.Of(text) : null;

    internal override bool CanDescend(TraitDefinition trait, string[] path) =>
        path is ["share"] || (path is ["share", var word] && Of(trait).Allows(word));

    internal override ImmutableArray<string> WordsAt(TraitDefinition trait, string[] path) => path is [] ? Of(trait).Words : [];

    internal override bool IsStatedThrough(string[] path) => false;

    private static CategorySettings Of(TraitDefinition trait) => (CategorySettings)trait.Settings;
}
