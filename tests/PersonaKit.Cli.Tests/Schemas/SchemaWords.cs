using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Tests.Schemas;

/// <summary>The vocabulary of a schema: every key of its maps and every word of its enums.</summary>
internal static class SchemaWords
{
    public static SortedSet<string> KeysOf(DataValue schema) => Collect(schema, map => map["properties"] is DataValue.Map properties ? properties.Entries.Select(entry => entry.Key) : []);

    public static SortedSet<string> ChoicesOf(DataValue schema) => Collect(schema, map => map["enum"] is DataValue.List words ? words.Items.OfType<DataValue.Text>().Select(word => word.Value) : []);

    private static SortedSet<string> Collect(DataValue node, Func<DataValue.Map, IEnumerable<string>> read)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Visit(node);
        return found;

        void Visit(DataValue value)
        {
            switch (value)
            {
                case DataValue.Map map:
                    found.UnionWith(read(map));
                    foreach (var entry in map.Entries)
                    {
                        Visit(entry.Value);
                    }

                    break;
                case DataValue.List list:
                    foreach (var item in list.Items)
                    {
                        Visit(item);
                    }

                    break;
            }
        }
    }
}
