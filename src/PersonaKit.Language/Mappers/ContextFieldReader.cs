using System.Collections.Immutable;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Mappers;

internal static class ContextFieldReader
{
    public static ImmutableArray<ContextField> ReadAll(SourceNode? node, List<Diagnostic> faults)
    {
        if (node is null || FieldReader.TryOpen(node, "context", faults) is not { } fields)
        {
            return [];
        }

        if (fields.Map.Entries.Count > PersonaContext.MaxFields)
        {
            var first = fields.Map.Entries[PersonaContext.MaxFields];
            faults.Add(new(first.Line, first.Column, $"a mapper declares at most {PersonaContext.MaxFields} context fields, here starts the next"));
        }

        return [.. fields.Map.Entries.Select(entry => Read(entry, faults)).OfType<ContextField>()];
    }

    private static ContextField? Read(SourceEntry entry, List<Diagnostic> faults)
    {
        var what = $"the context field '{Expect.Shorten(entry.Key)}'";
        if (!ContextPath.IsValid(entry.Key))
        {
            faults.Add(new(entry.Line, entry.Column, $"the name of a context field is {ContextPath.Rule}, this is '{Expect.Shorten(entry.Key)}'"));
        }

        if (entry.Value is SourceNode.Scalar)
        {
            return ReadType(entry.Value, what, faults) is { } bare ? new ContextField(entry.Key, bare, "") : null;
        }

        if (FieldReader.TryOpen(entry.Value, what, faults) is not { } fields)
        {
            return null;
        }

        var type = ReadType(fields.Need("type"), what, faults);
        var description = Expect.Text(fields.Optional("description"), "description", faults);
        fields.RejectUnknown();
        return type is { } known ? new ContextField(entry.Key, known, description ?? "") : null;
    }

    private static ContextFieldType? ReadType(SourceNode? node, string what, List<Diagnostic> faults)
    {
        if (Expect.Text(node, "type", faults) is not { } name)
        {
            return null;
        }

        if (ContextField.TryParseType(name) is { } type)
        {
            return type;
        }

        faults.Add(new(node!.Line, node.Column, $"the type of {what} must be one of {ContextField.TypeNames}, this is '{Expect.Shorten(name)}'"));
        return null;
    }
}
