using PersonaKit.Core.Values;

namespace PersonaKit.Language.Sources;

/// <summary>A node of a parsed YAML or JSON text that remembers where it stood.</summary>
internal abstract record SourceNode(int Line, int Column)
{
    public sealed record Scalar(int Line, int Column, string Value, bool IsPlain) : SourceNode(Line, Column);

    public sealed record List(int Line, int Column, IReadOnlyList<SourceNode> Items) : SourceNode(Line, Column);

    public sealed record Map(int Line, int Column, IReadOnlyList<SourceEntry> Entries) : SourceNode(Line, Column)
    {
        public SourceEntry? Find(string key)
        {
            foreach (var entry in Entries)
            {
                if (entry.Key == key)
                {
                    return entry;
                }
            }

            return null;
        }
    }

    /// <summary>What a person would call this node in an error message.</summary>
    public string KindName => this switch
    {
        List => "a list",
        Map => "a map",
        _ => ToData().KindName,
    };

    /// <summary>The JSON value this node stands for; plain scalars are typed as <see cref="ScalarTyping"/> says.</summary>
    public DataValue ToData() => this switch
    {
        Scalar scalar => scalar.IsPlain ? ScalarTyping.Type(scalar.Value) : new DataValue.Text(scalar.Value),
        List list => new DataValue.List([.. list.Items.Select(item => item.ToData())]),
        Map map => new DataValue.Map([.. map.Entries.Select(entry => new KeyValuePair<string, DataValue>(entry.Key, entry.Value.ToData()))]),
        _ => throw new InvalidOperationException($"{GetType()} has no data"),
    };
}
