using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Traits;

namespace PersonaKit.Core.Mindscapes.Catalogs;

/// <summary>Where paths can lead in the traits of a catalog, whoever the person is.</summary>
internal static class TraitReach
{
    /// <summary>Why the path leads nowhere for anybody; null when it may lead somewhere.</summary>
    public static string? WhyNowhere(TraitCatalog catalog, TraitPath path)
    {
        // What a listed trait publishes is its own: nothing below its key can be stated by itself.
        foreach (var (key, rest) in path.Splits)
        {
            if (catalog.FindDerived(key) is { } derived)
            {
                return catalog.FindDefinition(derived.SourceKey) is { } source && CanDescend(source, [.. derived.Path, .. rest])
                    ? null
                    : $"{key} is read from {derived.SourceKey}.{string.Join('.', derived.Path)}, which has no '{string.Join('.', rest)}'";
            }

            if (catalog.FindListed(key) is { } listed)
            {
                return CanDescend(listed, rest) ? null : $"{key} has no '{string.Join('.', rest)}'; {listed.Kind.DescribeParts(listed)}";
            }
        }

        return path.Splits.Any(split => catalog.FindDefinition(split.Key) is { } pattern && CanDescend(pattern, split.Remainder))
            ? null
            : $"no trait of the catalog provides {path}";
    }

    /// <summary>The words that can stand at the path, where the catalog knows them all; else none.</summary>
    public static ImmutableArray<string> WordsAt(TraitCatalog catalog, TraitPath path)
    {
        foreach (var (key, rest) in path.Splits)
        {
            if (catalog.FindDerived(key) is not null)
            {
                return [];
            }

            if (catalog.FindListed(key) is { } listed)
            {
                return listed.Kind.WordsAt(listed, rest);
            }
        }

        return [];
    }

    private static bool CanDescend(TraitDefinition trait, string[] rest) => rest is [] or ["count"] || trait.Kind.CanDescend(trait, rest);
}
