using PersonaKit.Core.Personas.Suggestions;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Mappers;

internal static class TemplateReader
{
    private const int MaxTemplates = 200;

    public static Dictionary<string, TemplateSource> ReadAll(SourceNode? node, List<Diagnostic> faults)
    {
        var templates = new Dictionary<string, TemplateSource>(StringComparer.Ordinal);
        if (node is null || FieldReader.TryOpen(node, "templates", faults) is not { } fields)
        {
            return templates;
        }

        foreach (var entry in fields.Map.Entries)
        {
            if (templates.Count == MaxTemplates)
            {
                faults.Add(new(entry.Line, entry.Column, $"a mapper has at most {MaxTemplates} templates, here starts the next"));
                break;
            }

            templates.Add(entry.Key, Read(entry, faults));
        }

        return templates;
    }

    private static TemplateSource Read(SourceEntry entry, List<Diagnostic> faults)
    {
        if (FieldReader.TryOpen(entry.Value, $"the template '{entry.Key}'", faults) is not { } fields)
        {
            return new TemplateSource(null, null, null);
        }

        var titleNode = fields.Need("title");
        var title = Expect.Text(titleNode, "title", faults);
        var descriptionNode = fields.Optional("description");
        var description = Expect.Text(descriptionNode, "description", faults);
        var priority = ReadPriority(fields.Optional("priority"), faults);

        // Older files note things about a template here; nothing ever read them.
        if (fields.Optional("metadata") is { } notes)
        {
            FieldReader.TryOpen(notes, "the metadata of a template", faults);
        }

        fields.RejectUnknown();
        var compiled = title is null || priority is null
            ? null
            : new SuggestionTemplate(entry.Key, TemplateText.Parse(title), TemplateText.Parse(description ?? ""), priority.Value);
        return new TemplateSource(compiled, titleNode, descriptionNode);
    }

    private static SuggestionPriority? ReadPriority(SourceNode? node, List<Diagnostic> faults)
    {
        if (node is null)
        {
            return SuggestionPriority.Medium;
        }

        if (Expect.Text(node, "priority", faults) is not { } name)
        {
            return null;
        }

        if (SuggestionPriorities.TryParse(name) is { } priority)
        {
            return priority;
        }

        faults.Add(new(node.Line, node.Column, $"priority must be high, medium or low, this is '{Expect.Shorten(name)}'"));
        return null;
    }
}
