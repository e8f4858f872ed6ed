using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Tests.Schemas;

/// <summary>The vocabulary of a schema: every key of its maps and every word of its enums.</summary>
internal static class SchemaWords
{
    public static SortedSet<string> KeysOf(DataValue schema) => Collect(schema, map => map["properties"] is DataValue.Map properties ? properties.Entries.Select(entry => entry.Key) : []);

    public static SortedSet<string> ChoicesOf(DataValue schema) => Collect(schema, map => map["enum"] is DataValue.List words ? words.Items.OfType<DataValue.Text>().Select(word => word.Value) : []);

    /// <summary>The words of each choice by itself; null, which stands for a key that says nothing, is none of them.</summary>
    public static List<HashSet<string>> EveryChoice(DataValue schema)
    {
        var choices = new List<HashSet<string>>();
        Collect(
            schema,
            map =>
            {
                if (map["enum"] is DataValue.List words)
                {
                    choices.Add([.. words.Items.OfType<DataValue.Text>().Select(word => word.Value)]);
                }

                return [];
            });
        return choices;
    }

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
