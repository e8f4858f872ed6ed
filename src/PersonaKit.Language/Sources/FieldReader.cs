namespace PersonaKit.Language.Sources;

/// <summary>Reads a map key by key and remembers which keys have a meaning, so that all others can be named as mistakes.</summary>
internal sealed class FieldReader(SourceNode.Map map, string what, List<Diagnostic> faults)
{
    /// <summary>At most 50 unknown keys are reported per map.</summary>
    private const int MostUnknown = 50;

    private readonly List<string> _known = [];

    /// <summary>What the map is, for messages: "a rule".</summary>
    public string What => what;

    public SourceNode.Map Map => map;

    public List<Diagnostic> Faults => faults;

    public static FieldReader? TryOpen(SourceNode node, string what, List<Diagnostic> faults)
    {
        if (node is SourceNode.Map map)
        {
            return new FieldReader(map, what, faults);
        }

        faults.Add(new(node.Line, node.Column, $"{what} must be a map, this is {node.KindName}"));
        return null;
    }

    public SourceEntry? Take(string key)
    {
        _known.Add(key);
        return map.Find(key);
    }

    /// <summary>The value of the key; null when it is absent or says nothing.</summary>
    public SourceNode? Optional(string key) => Take(key) is { Value: var value } && !Expect.IsNull(value) ? value : null;

    /// <summary>Like <see cref="Optional"/>, but nothing is a fault.</summary>
    public SourceNode? Need(string key)
    {
        var value = Optional(key);
        if (value is null)
        {
            var place = map.Find(key);
            faults.Add(new(place?.Line ?? map.Line, place?.Column ?? map.Column, $"{what} needs the key '{key}'"));
        }

        return value;
    }

    /// <summary>The scalar under the key as it was written; null when it is absent, and a fault when it is <paramref name="required"/> or no scalar.</summary>
    public string? Text(string key, bool required = false) => Expect.Text(Find(key, required), $"'{key}'", faults);

    public double? Number(string key, double least, double most, bool required = false) =>
        Expect.Number(Find(key, required), $"'{key}'", least, most, faults);

    public bool? Boolean(string key) => Expect.Boolean(Optional(key), $"'{key}'", faults);

    public IReadOnlyList<SourceNode> List(string key) => Expect.List(Optional(key), $"'{key}'", faults);

    public FieldReader? Section(string key, string inner, bool required = false) =>
        Find(key, required) is { } node ? TryOpen(node, inner, faults) : null;

    public SourceNode? Find(string key, bool required) => required ? Need(key) : Optional(key);

    public void RejectUnknown()
    {
        var unknown = map.Entries.Where(entry => !_known.Contains(entry.Key)).ToList();
        if (unknown.Count == 0)
        {
            return;
        }

        var known = string.Join(", ", _known);
        faults.AddRange(unknown.Take(MostUnknown).Select(entry => new Diagnostic(entry.Line, entry.Column, $"{what} has no key '{Expect.Shorten(entry.Key)}'; it has {known}")));
        if (unknown.Count > MostUnknown)
        {
            var next = unknown[MostUnknown];
            faults.Add(new(next.Line, next.Column, $"and {unknown.Count - MostUnknown} more keys that {what} does not have, from here on"));
        }
    }
}
