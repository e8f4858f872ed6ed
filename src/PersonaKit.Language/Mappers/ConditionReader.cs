using System.Collections.Immutable;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Mappers;

/// <summary>Conditions in both of their notations: a map with the kind as its only key, and the older one with a <c>type</c>.</summary>
internal static class ConditionReader
{
    private const string Kinds = "all, any, not, trait_check, context_check or time_check";

    internal static readonly ImmutableArray<string> Checks = ["trait_check", "context_check", "time_check"];

    public static Condition? Read(SourceNode node, List<Diagnostic> faults)
    {
        if (node is not SourceNode.Map map)
        {
            faults.Add(new(node.Line, node.Column, $"a condition must be a map with the key {Kinds}, this is {node.KindName}"));
            return null;
        }

        return map.Find("type") is null ? ReadShort(map, faults) : ReadLong(new FieldReader(map, "a condition with a type", faults));
    }

    private static Condition? ReadShort(SourceNode.Map map, List<Diagnostic> faults)
    {
        if (map.Entries.Count == 0)
        {
            faults.Add(new(map.Line, map.Column, $"a condition is empty; it needs the key {Kinds}"));
            return null;
        }

        Condition? first = null;
        var kinds = 0;
        foreach (var entry in map.Entries)
        {
            if (entry.Key is not ("all" or "any" or "not") && !Checks.Contains(entry.Key))
            {
                faults.Add(new(entry.Line, entry.Column, $"a condition has no key '{Expect.Shorten(entry.Key)}'; it has one of {Kinds}"));
                continue;
            }

            if (++kinds > 1)
            {
                faults.Add(new(entry.Line, entry.Column, $"a condition has exactly one key, '{entry.Key}' is one too many: put them into the list of an all or any"));
            }

            var read = ReadKind(entry, faults);
            first ??= read;
        }

        return first;
    }

    private static Condition? ReadKind(SourceEntry entry, List<Diagnostic> faults) => entry.Key switch
    {
        "all" => new Condition.All(entry.Line, entry.Column, ReadParts(entry.Value, "all", faults)),
        "any" => new Condition.Any(entry.Line, entry.Column, ReadParts(entry.Value, "any", faults)),
        "not" => Read(entry.Value, faults) is { } part ? new Condition.Not(entry.Line, entry.Column, part) : null,
        var check => FieldReader.TryOpen(entry.Value, $"a {check}", faults) is { } fields ? CheckReader.Read(check, fields, entry.Line, entry.Column) : null,
    };

    private static ImmutableArray<Condition> ReadParts(SourceNode? node, string what, List<Diagnostic> faults) =>
        [.. Expect.List(node, what, faults).Select(part => Read(part, faults)).OfType<Condition>()];

    private static Condition? ReadLong(FieldReader fields)
    {
        var (line, column) = (fields.Map.Line, fields.Map.Column);
        var typeNode = fields.Take("type")!.Value;
        var type = Expect.Text(typeNode, "the type of a condition", fields.Faults);
        switch (type)
        {
            case null:
                return null;
            case "all":
                var all = new Condition.All(line, column, ReadParts(fields.Need("conditions"), "conditions", fields.Faults));
                fields.RejectUnknown();
                return all;
            case "any":
                var any = new Condition.Any(line, column, ReadParts(fields.Need("conditions"), "conditions", fields.Faults));
                fields.RejectUnknown();
                return any;
            case "single":
                return ReadSingle(fields);
            default:
                fields.Faults.Add(new(typeNode.Line, typeNode.Column, $"the type of a condition must be all, any or single, this is '{Expect.Shorten(type)}'"));
                return null;
        }
    }

    private static Condition? ReadSingle(FieldReader fields)
    {
        var map = fields.Map;
        if (IsGiven(map, "conditions"))
        {
            var node = fields.Need("conditions");
            SkipEmpty(fields);
            var parts = ReadParts(node, "conditions", fields.Faults);
            fields.RejectUnknown();
            if (node is SourceNode.List { Items.Count: not 1 } list)
            {
                fields.Faults.Add(new(node.Line, node.Column, $"a single condition has exactly one in its list, here are {list.Items.Count}"));
            }

            return parts.FirstOrDefault();
        }

        if (Checks.FirstOrDefault(check => IsGiven(map, check)) is { } kind)
        {
            var entry = fields.Take(kind)!;
            SkipEmpty(fields);
            fields.RejectUnknown();
            return ReadKind(entry, fields.Faults);
        }

        // The keys of the check stand right here.
        var inline = map.Find("path") is not null ? "trait_check"
            : map.Find("field") is not null ? "context_check"
            : CheckReader.TimeKeys.Any(key => map.Find(key) is not null) ? "time_check"
            : null;
        if (inline is null)
        {
            fields.Faults.Add(new(map.Line, map.Column, "a single condition needs trait_check, context_check or time_check, or the keys of one of them"));
            return null;
        }

        return CheckReader.Read(inline, fields, map.Line, map.Column);
    }

    private static bool IsGiven(SourceNode.Map map, string key) => map.Find(key) is { Value: var value } && !Expect.IsNull(value);

    /// <summary>A dumped model writes every kind and leaves all but one empty.</summary>
    private static void SkipEmpty(FieldReader fields)
    {
        foreach (var key in Checks.Append("conditions"))
        {
            if (fields.Map.Find(key) is { } entry && Expect.IsNull(entry.Value))
            {
                fields.Take(key);
            }
        }
    }
}
