using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Mappers;

/// <summary>Nodes as trait paths: null and a fault where they are something else.</summary>
internal static class ExpectPath
{
    public static TraitPath? One(SourceNode? node, string what, List<Diagnostic> faults)
    {
        if (Expect.Text(node, what, faults) is not { } text)
        {
            return null;
        }

        if (TraitPath.TryParse(text) is { } path)
        {
            return path;
        }

        faults.Add(new(node!.Line, node.Column, $"{what} must be a trait path ({TraitPath.Rule}), this is '{Expect.Shorten(text)}'"));
        return null;
    }

    /// <summary>Each path once, in the order of the text.</summary>
    public static ImmutableArray<TraitPath> Many(SourceNode? node, string what, List<Diagnostic> faults) =>
        [.. Expect.List(node, what, faults).Select(item => One(item, $"each of {what}", faults)).OfType<TraitPath>().Distinct()];
}
