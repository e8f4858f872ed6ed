using System.Text.RegularExpressions;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Tests.Schemas;

/// <summary>Mutations of a valid document: each changes one place, and all places and kinds of typing errors are covered.</summary>
internal static partial class Mutations
{
    private static readonly DataValue[] Others =
    [
        .. new[] { "null", "true", "7", "-1", "1.5", "1000000000", "\"\"", "\" \"", "\"zzz\"", "\"a b\"", "\"7\"", "[]", "{}", "[\"zzz\"]", "{\"zzz\":1}", "[1,2,3]" }
            .Select(DataValueJson.Parse),
    ];

    // Values on both sides of every length limit of ids, paths, names and words.
    private static readonly string[] Lengths = [.. new[] { 64, 65, 128, 129, 200, 201, 256, 257 }.Select(length => new string('a', length))];

    // Names with a special meaning somewhere.
    private static readonly string[] Names = ["assertion", "retraction", "feedback", "profile.time_zone", "*", "a.*", "a..b", "-", .. Lengths];

    // Values on both sides of every numeric limit of the two languages.
    private static readonly DataValue[] Numbers =
    [
        .. new[] { 0, 0.0005, 0.001, 0.5, 0.99, 0.995, 1, 1.01, 10, 10.5, 23, 24, 25, 50, 51, 100, 100.5, 168, 168.5, 365, 366, -0.5, -1, -1.5, 1e12, 1.1e12, -1e12, -1.1e12, 2147483647, 2147483648 }
            .Select(number => DataValue.Of(number)),
    ];

    private static readonly DataValue[] Durations =
    [
        .. new[] { "0m", "1m", "001m", "10080m", "10081m", "9999999m", "99999999m", "168h", "169h", "876000h", "876001h", "7d", "8d", "36500d", "36501d", "99999d", "1w", "5214w", "5215w", "12", "h", "1.5h", "1H", "-1h", "000007d", "0000007d" }
            .Select(text => DataValue.Of(text)),
    ];

    /// <param name="document">A valid document.</param>
    /// <param name="keys">Keys to try in every map.</param>
    /// <param name="words">Words to try in place of every word.</param>
    public static IEnumerable<DataValue> Of(DataValue document, IReadOnlyCollection<string> keys, IReadOnlyCollection<string> words)
    {
        foreach (var other in Others)
        {
            yield return other;
        }

        foreach (var mutant in Inside(document, keys, words))
        {
            yield return mutant;
        }
    }

    private static IEnumerable<DataValue> Inside(DataValue node, IReadOnlyCollection<string> keys, IReadOnlyCollection<string> words) => node switch
    {
        DataValue.Map map => InMap(map, keys, words),
        DataValue.List list => InList(list, keys, words),
        DataValue.Number => Numbers,
        DataValue.Text { Value: var text } when DurationForm().IsMatch(text) => Durations,
        DataValue.Text => words.Concat(Lengths).Select(word => DataValue.Of(word)),
        _ => [],
    };

    private static IEnumerable<DataValue> InMap(DataValue.Map map, IReadOnlyCollection<string> keys, IReadOnlyCollection<string> words)
    {
        for (var i = 0; i < map.Entries.Length; i++)
        {
            var (key, value) = map.Entries[i];
            yield return new DataValue.Map(map.Entries.RemoveAt(i));
            yield return new DataValue.Map(map.Entries.SetItem(i, new(key + "_x", value)));
            yield return new DataValue.Map(map.Entries.SetItem(i, new(key + " x", value)));
            foreach (var name in Names.Where(name => map[name] is null))
            {
                yield return new DataValue.Map(map.Entries.SetItem(i, new(name, value)));
            }

            foreach (var other in Of(value, keys, words))
            {
                yield return new DataValue.Map(map.Entries.SetItem(i, new(key, other)));
            }
        }

        foreach (var key in keys.Where(key => map[key] is null))
        {
            yield return new DataValue.Map(map.Entries.Add(new(key, DataValue.Null.Instance)));
            yield return new DataValue.Map(map.Entries.Add(new(key, DataValue.Of("zzz"))));
        }
    }

    private static IEnumerable<DataValue> InList(DataValue.List list, IReadOnlyCollection<string> keys, IReadOnlyCollection<string> words)
    {
        for (var i = 0; i < list.Items.Length; i++)
        {
            yield return new DataValue.List(list.Items.RemoveAt(i));
            yield return new DataValue.List(list.Items.Insert(i, list.Items[i]));
            foreach (var other in Of(list.Items[i], keys, words))
            {
                yield return new DataValue.List(list.Items.SetItem(i, other));
            }
        }
    }

    [GeneratedRegex("^[0-9]+[mhdw]$")]
    private static partial Regex DurationForm();
}
