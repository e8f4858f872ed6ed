using PersonaKit.Core.Personas.Suggestions;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Mappers;

internal sealed class ActionReader(Dictionary<string, TemplateSource> templates, string ruleId, List<Diagnostic> faults)
{
    private const string Action = "generate_suggestion";

    public SuggestionAction? Read(SourceNode node)
    {
        if (FieldReader.TryOpen(node, "an action", faults) is not { } fields)
        {
            return null;
        }

        // The older long form names the action a second time.
        var typeNode = fields.Optional("type");
        if (Expect.Text(typeNode, "the type of an action", faults) is { } type && type != Action)
        {
            faults.Add(new(typeNode!.Line, typeNode.Column, $"the only type of action is {Action}, this is '{Expect.Shorten(type)}'"));
        }

        var body = fields.Need(Action);
        fields.RejectUnknown();
        return body is null ? null : ReadSuggestion(body);
    }

    private SuggestionAction? ReadSuggestion(SourceNode node)
    {
        if (FieldReader.TryOpen(node, Action, faults) is not { } fields)
        {
            return null;
        }

        var typeNode = fields.Need("type");
        var type = Expect.Text(typeNode, "type", faults);
        if (type is not null && string.IsNullOrWhiteSpace(type))
        {
            faults.Add(new(typeNode!.Line, typeNode.Column, "the type of a suggestion must not be empty"));
        }

        var template = FindTemplate(fields.Need("template"));
        var parameters = ParameterReader.ReadAll(fields.Optional("parameters"), faults, out var names);
        fields.RejectUnknown();
        if (template?.Compiled is not { } compiled)
        {
            return null;
        }

        CheckPlaceholders(compiled.Title, template.Title, compiled.Id, names);
        CheckPlaceholders(compiled.Description, template.Description, compiled.Id, names);
        return type is null ? null : new SuggestionAction(type, compiled, parameters);
    }

    private TemplateSource? FindTemplate(SourceNode? node)
    {
        if (Expect.Text(node, "template", faults) is not { } id)
        {
            return null;
        }

        if (templates.TryGetValue(id, out var template))
        {
            return template;
        }

        var known = templates.Count == 0 ? "there are none" : $"there are {Expect.Shorten(string.Join(", ", templates.Keys))}";
        faults.Add(new(node!.Line, node.Column, $"the rule '{ruleId}' names the template '{Expect.Shorten(id)}', which does not exist; {known}"));
        return null;
    }

    private void CheckPlaceholders(TemplateText text, SourceNode? place, string templateId, IReadOnlySet<string> names)
    {
        foreach (var placeholder in text.Placeholders.Where(placeholder => !names.Contains(placeholder)))
        {
            faults.Add(new(place!.Line, place.Column, $"the template '{templateId}' has the placeholder {{{placeholder}}}, but the rule '{ruleId}' gives no such parameter"));
        }
    }
}
