using System.Collections.Immutable;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Personas.Suggestions;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Mappers;

internal sealed class RuleReader(Dictionary<string, TemplateSource> templates, List<Diagnostic> faults)
{
    private const int MaxRules = 200;
    private const int MaxIdLength = 128;
    private const double MostWeight = 100;

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    public ImmutableArray<MapperRule> ReadAll(SourceNode? node)
    {
        var nodes = Expect.List(node, "rules", faults);
        if (nodes.Count > MaxRules)
        {
            faults.Add(new(nodes[MaxRules].Line, nodes[MaxRules].Column, $"a mapper has at most {MaxRules} rules, here starts the next"));
        }

        return [.. nodes.Take(MaxRules).Select(Read).OfType<MapperRule>()];
    }

    private MapperRule? Read(SourceNode node)
    {
        if (FieldReader.TryOpen(node, "a rule", faults) is not { } fields)
        {
            return null;
        }

        var id = ReadId(fields.Need("id"));
        var condition = fields.Need("conditions") is { } conditions ? ConditionReader.Read(conditions, faults) : null;
        var actions = ReadActions(fields.Need("actions"), id ?? "?");
        var weight = Expect.Number(fields.Optional("weight"), "weight", 0, MostWeight, faults);
        var locked = Expect.Boolean(fields.Optional("locked"), "locked", faults);
        fields.RejectUnknown();
        return id is null || condition is null ? null : new MapperRule
        {
            Id = id,
            Weight = weight ?? 1,
            IsLocked = locked ?? false,
            Condition = condition,
            Actions = actions,
            Line = node.Line,
        };
    }

    private string? ReadId(SourceNode? node)
    {
        if (Expect.Text(node, "id", faults) is not { } id)
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(id) || id.Length > MaxIdLength || id.Any(char.IsControl))
        {
            faults.Add(new(node!.Line, node.Column, $"a rule's id is 1 to {MaxIdLength} characters on one line"));
        }
        else if (!_ids.Add(id))
        {
            faults.Add(new(node!.Line, node.Column, $"the rule id '{id}' is used twice; feedback could not tell the two apart"));
        }

        return id;
    }

    private ImmutableArray<SuggestionAction> ReadActions(SourceNode? node, string ruleId)
    {
        var nodes = Expect.List(node, "actions", faults);
        if (node is SourceNode.List && nodes.Count == 0)
        {
            faults.Add(new(node.Line, node.Column, "a rule needs at least one action"));
        }

        var reader = new ActionReader(templates, ruleId, faults);
        return [.. nodes.Select(reader.Read).OfType<SuggestionAction>()];
    }
}
