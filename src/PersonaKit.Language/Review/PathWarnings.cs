using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Values;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Review;

/// <summary>Paths that lead nowhere in this catalog, and words that no person's trait can be.</summary>
internal static class PathWarnings
{
    public static IEnumerable<Diagnostic> Find(SourceNode.Map root, MapperProgram program, TraitCatalog catalog)
    {
        foreach (var node in PathNodes(root))
        {
            if (node is SourceNode.Scalar scalar && TraitPath.TryParse(scalar.Value) is { } path && TraitReach.WhyNowhere(catalog, path) is { } why)
            {
                yield return new(node.Line, node.Column, why);
            }
        }

        foreach (var check in program.Rules.SelectMany(rule => rule.Condition.Flatten()).OfType<Condition.TraitCheck>())
        {
            if (TraitReach.WhyNowhere(catalog, check.Path) is { } why)
            {
                yield return new(check.Line, check.Column, why);
            }
            else if (TraitReach.WordsAt(catalog, check.Path) is { IsEmpty: false } words && Named(check.Comparison).FirstOrDefault(value => value is not DataValue.Text text || !words.Contains(text.Value)) is { } other)
            {
                yield return new(check.Line, check.Column, $"{check.Path} is never '{Expect.Shorten(other.ToDisplayText())}'; it is one of {string.Join(", ", words)}");
            }
        }
    }

    private static IEnumerable<DataValue> Named(Comparison comparison) => comparison.Operator.Meaning.NamesValues ? comparison.Members : [];

    private static IEnumerable<SourceNode> PathNodes(SourceNode.Map root) =>
    [
        .. root.At("required_traits").Members(),
        .. root.At("core").Members(),
        .. root.At("trait_mappings").Entries().SelectMany(entry => entry.Value.Members()),
        .. from rule in root.At("rules").Members()
           from action in rule.At("actions").Members()
           from parameter in action.At("generate_suggestion").At("parameters").Entries()
           from path in parameter.Value.At("from_trait").Members()
           select path,
    ];
}
