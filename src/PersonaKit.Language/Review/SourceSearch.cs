using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Review;

/// <summary>Finds the place in the text of what a program does not remember the place of.</summary>
internal static class SourceSearch
{
    public static SourceNode? At(this SourceNode? node, string key) => (node as SourceNode.Map)?.Find(key)?.Value;

    /// <summary>The members of a list; a single value is a list of itself.</summary>
    public static IEnumerable<SourceNode> Members(this SourceNode? node) => node switch
    {
        null => [],
        SourceNode.List list => list.Items,
        _ => [node],
    };

    public static IEnumerable<SourceEntry> Entries(this SourceNode? node) => (node as SourceNode.Map)?.Entries ?? [];
}
