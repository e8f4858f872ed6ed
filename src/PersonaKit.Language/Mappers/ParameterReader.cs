using System.Collections.Immutable;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Suggestions;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Mappers;

internal static class ParameterReader
{
    /// <param name="node">The map of parameters, or null for none.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <param name="names">Every name, also of a parameter with faults: its placeholders are known all the same.</param>
    public static ImmutableArray<SuggestionParameter> ReadAll(SourceNode? node, List<Diagnostic> faults, out IReadOnlySet<string> names)
    {
        if (node is null || FieldReader.TryOpen(node, "parameters", faults) is not { } fields)
        {
            names = new HashSet<string>();
            return [];
        }

        names = fields.Map.Entries.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        return [.. fields.Map.Entries.Select(entry => Read(entry, faults)).OfType<SuggestionParameter>()];
    }

    private static SuggestionParameter? Read(SourceEntry entry, List<Diagnostic> faults)
    {
        var what = $"the parameter '{Expect.Shorten(entry.Key)}'";
        return entry.Value is SourceNode.Map map && map.Entries.Any(part => part.Key is "from_trait" or "from_context" or "default" or "transform")
            ? ReadSource(entry.Key, new FieldReader(map, what, faults))
            : Expect.Data(entry.Value, what, faults) is { } literal ? new SuggestionParameter { Name = entry.Key, Literal = literal } : null;
    }

    private static SuggestionParameter ReadSource(string name, FieldReader fields)
    {
        var trait = fields.Take("from_trait");
        var context = fields.Take("from_context");
        var fallback = fields.Take("default");
        var transform = ReadTransform(fields.Optional("transform"), fields);
        fields.RejectUnknown();
        if (trait is not null && context is not null)
        {
            fields.Faults.Add(new(context.Line, context.Column, $"{fields.What} comes from_trait or from_context, not from both"));
        }

        if (trait is null && context is null && fallback is null)
        {
            fields.Faults.Add(new(fields.Map.Line, fields.Map.Column, $"{fields.What} has a transform but nothing to transform: it needs from_trait, from_context or default"));
        }

        return new SuggestionParameter
        {
            Name = name,
            FromTrait = ExpectPath.One(trait?.Value, "from_trait", fields.Faults),
            FromContext = ReadField(context?.Value, fields),
            Default = fallback is null ? null : Expect.Data(fallback.Value, "default", fields.Faults),
            Transform = transform,
        };
    }

    private static ContextPath? ReadField(SourceNode? node, FieldReader fields)
    {
        if (Expect.Text(node, "from_context", fields.Faults) is not { } text)
        {
            return null;
        }

        if (ContextPath.TryParse(text) is { } path)
        {
            return path;
        }

        fields.Faults.Add(new(node!.Line, node.Column, $"from_context must name a context field ({ContextPath.Rule}), this is '{Expect.Shorten(text)}'"));
        return null;
    }

    private static ParameterTransform ReadTransform(SourceNode? node, FieldReader fields)
    {
        if (Expect.Text(node, "transform", fields.Faults) is not { } name)
        {
            return ParameterTransform.None;
        }

        if (ParameterTransforms.TryParse(name) is { } transform)
        {
            return transform;
        }

        fields.Faults.Add(new(node!.Line, node.Column, $"transform must be one of {ParameterTransforms.Names}, this is '{Expect.Shorten(name)}'"));
        return ParameterTransform.None;
    }
}
