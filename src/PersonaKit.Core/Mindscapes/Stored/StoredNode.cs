using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Stored;

/// <summary>A part of a stored document, read by name and type; what is missing or of another type is a <see cref="FormatException"/>.</summary>
internal readonly struct StoredNode(DataValue value)
{
    public IEnumerable<(string Key, StoredNode Value)> Entries => Map.Entries.Select(entry => (entry.Key, new StoredNode(entry.Value)));

    public IEnumerable<StoredNode> Items => value is DataValue.List list
        ? list.Items.Select(item => new StoredNode(item))
        : throw new FormatException($"a list was stored, this is {value.KindName}");

    /// <summary>The items of a list that has at least <paramref name="least"/> of them.</summary>
    public StoredNode[] Tuple(int least) => Items.ToArray() is var items && items.Length >= least
        ? items
        : throw new FormatException($"{least} items were stored, these are {items.Length}");

    private DataValue.Map Map => value as DataValue.Map ?? throw new FormatException($"an object was stored, this is {value.KindName}");

    public bool Has(string key) => Map[key] is not null;

    public DataValue Data(string key) => Map[key] ?? throw new FormatException($"'{key}' is missing");

    public StoredNode Node(string key) => new(Data(key));

    public string Text(string key) => Node(key).AsText();

    public long Long(string key) => Node(key).AsLong();

    public double Double(string key) => Node(key).AsDouble();

    public DateTimeOffset Instant(string key) => Node(key).AsInstant();

    public string AsText() => value is DataValue.Text text ? text.Value : throw new FormatException($"text was stored, this is {value.KindName}");

    public double AsDouble() => value is DataValue.Number number ? number.Value : throw new FormatException($"a number was stored, this is {value.KindName}");

    public long AsLong() => checked((long)AsDouble());

    public DateTimeOffset AsInstant() => DateTimeOffset.FromUnixTimeMilliseconds(AsLong());
}
