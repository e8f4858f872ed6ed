using PersonaKit.Core.Values;

namespace PersonaKit.Core.Sources;

/// <summary>
/// A map being read key by key: every getter notes its key as known, so that <see cref="Close"/> can name the ones nobody asked for. Faults are
/// collected, never thrown; a getter that reports one returns null.
/// </summary>
public sealed class SourceSection(SourceNode.Map map, string what, List<SourceFault> faults)
{
    private readonly List<string> _known = [];

    public SourceNode.Map Node => map;

    public IReadOnlyList<SourceEntry> Entries => map.Entries;

    /// <summary>The node as a section; a fault and null when it is no map.</summary>
    public static SourceSection? Open(SourceNode node, string what, List<SourceFault> faults)
    {
        if (node is SourceNode.Map map)
        {
            return new SourceSection(map, what, faults);
        }

        faults.Add(new(node.Line, node.Column, $"{what} must be a map, this is {node.KindName}"));
        return null;
    }

    public SourceNode? Take(string key, bool required = false)
    {
        _known.Add(key);
        var node = map.Find(key)?.Value;
        if (node is null && required)
        {
            faults.Add(new(map.Line, map.Column, $"{what} needs '{key}'"));
        }

        return node;
    }

    /// <summary>A scalar as it is written, whatever type it would have: names and versions are text to us.</summary>
    public string? Text(string key, bool required = false) => Take(key, required) switch
    {
        null => null,
        SourceNode.Scalar { Value.Length: > 0 } scalar => scalar.Value,
        var other => Fault<string>(other, $"'{key}' must be text, this is {other.KindName}"),
    };

    public double? Number(string key, double min, double max, bool required = false) => Take(key, required) switch
    {
        null => null,
        var node when node.ToData() is DataValue.Number number && number.Value >= min && number.Value <= max => number.Value,
        var node => FaultNumber(node, $"'{key}' must be a number from {min} to {max}, this is {Shown(node)}"),
    };

    public bool? Flag(string key) => Take(key) switch
    {
        null => null,
        var node when node.ToData() is DataValue.Boolean flag => flag.Value,
        var node => FaultFlag(node, $"'{key}' must be true or false, this is {Shown(node)}"),
    };

    public IReadOnlyList<SourceNode>? List(string key, bool required = false) => Take(key, required) switch
    {
        null => null,
        SourceNode.List list => list.Items,
        var other => Fault<IReadOnlyList<SourceNode>>(other, $"'{key}' must be a list, this is {other.KindName}"),
    };

    public SourceSection? Section(string key, string inner, bool required = false) =>
        Take(key, required) is { } node ? Open(node, inner, faults) : null;

    /// <summary>Reports every key that no getter asked for.</summary>
    public void Close()
    {
        foreach (var entry in map.Entries)
        {
            if (!_known.Contains(entry.Key))
            {
                faults.Add(new(entry.Line, entry.Column, $"unknown key '{entry.Key}' in {what}; known are {string.Join(", ", _known)}"));
            }
        }
    }

    private static string Shown(SourceNode node) => node is SourceNode.Scalar scalar ? $"'{scalar.Value}'" : node.KindName;

    private T? Fault<T>(SourceNode node, string message)
        where T : class
    {
        faults.Add(new(node.Line, node.Column, message));
        return null;
    }

    private double? FaultNumber(SourceNode node, string message)
    {
        faults.Add(new(node.Line, node.Column, message));
        return null;
    }

    private bool? FaultFlag(SourceNode node, string message)
    {
        faults.Add(new(node.Line, node.Column, message));
        return null;
    }
}
