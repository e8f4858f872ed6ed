using Mono.Cecil;

namespace PersonaKit.Architecture.Tests;

/// <summary>
/// Which namespace of an assembly needs which other one of it: by signatures, attributes and method bodies, as compiled. What the compiler puts in the
/// place of a name (constants, <c>nameof</c>) is not seen.
/// </summary>
internal sealed class NamespaceGraph
{
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _edges = new(StringComparer.Ordinal);

    private NamespaceGraph()
    {
    }

    /// <param name="file">The assembly.</param>
    /// <param name="root">Namespaces outside of this one, such as those of generated code, are left out.</param>
    public static NamespaceGraph Of(string file, string root = "PersonaKit")
    {
        using var module = ModuleDefinition.ReadModule(file);
        var graph = new NamespaceGraph();
        foreach (var type in module.GetTypes())
        {
            var from = TypeReferences.Outermost(type);
            if (!IsBelow(from.Namespace, root))
            {
                continue;
            }

            foreach (var to in TypeReferences.Of(type).Where(to => IsBelow(to.Namespace, root) && to.Namespace != from.Namespace))
            {
                graph.EdgesOf(from.Namespace).TryAdd(to.Namespace, $"{from.Name} uses {to.Name}");
            }
        }

        return graph;
    }

    /// <summary>Every arrow, with one pair of types it is drawn for.</summary>
    public IEnumerable<(string From, string To, string Because)> Edges =>
        _edges.SelectMany(from => from.Value.Select(to => (from.Key, to.Key, to.Value)));

    /// <summary>The arrows from a namespace (or one below it) to another one (or one below that).</summary>
    public IEnumerable<string> Between(string from, string to) =>
        Edges.Where(edge => IsBelow(edge.From, from) && IsBelow(edge.To, to)).Select(Describe);

    /// <summary>The arrows that lie on a circle: those whose end leads back to their start.</summary>
    public IEnumerable<string> Circular() => Edges.ToList().Where(edge => Reaches(edge.To, edge.From)).Select(Describe);

    private static string Describe((string From, string To, string Because) edge) => $"{edge.From} -> {edge.To}: {edge.Because}";

    private static bool IsBelow(string name, string root) => name == root || name.StartsWith(root + ".", StringComparison.Ordinal);

    private bool Reaches(string start, string goal)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { start };
        var open = new Stack<string>(seen);
        while (open.TryPop(out var next))
        {
            if (next == goal)
            {
                return true;
            }

            foreach (var to in EdgesOf(next).Keys.Where(seen.Add))
            {
                open.Push(to);
            }
        }

        return false;
    }

    private SortedDictionary<string, string> EdgesOf(string from) =>
        _edges.TryGetValue(from, out var known) ? known : _edges[from] = new(StringComparer.Ordinal);
}
