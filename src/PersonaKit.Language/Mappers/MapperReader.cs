using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Personas.Suggestions;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Mappers;

/// <summary>The top of a mapper document. Reads on after every fault, so that an author sees them all at once.</summary>
internal static class MapperReader
{
    private const int MostSuggestions = 50;

    /// <summary>The program; meaningless when there are faults.</summary>
    public static MapperProgram? Read(SourceNode root, List<Diagnostic> faults)
    {
        if (FieldReader.TryOpen(root, "a mapper", faults) is not { } fields)
        {
            return null;
        }

        var metadata = fields.Need("metadata") is { } node ? MetadataReader.Read(node, faults) : null;
        var required = ExpectPath.Many(fields.Optional("required_traits"), "required_traits", faults);
        var mappings = ReadMappings(fields.Optional("trait_mappings"), faults);
        var ruleNodes = fields.Optional("rules");
        var templates = TemplateReader.ReadAll(fields.Optional("templates"), faults);
        var rules = new RuleReader(templates, faults).ReadAll(ruleNodes);
        var feedback = FeedbackReader.Read(fields.Optional("feedback_settings"), faults);
        var coreNode = fields.Optional("core");
        var core = coreNode is null ? required : ExpectPath.Many(coreNode, "core", faults);
        var contextFields = ContextFieldReader.ReadAll(fields.Optional("context"), faults);
        var most = Expect.Integer(fields.Optional("max_suggestions"), "max_suggestions", 1, MostSuggestions, faults);
        var timeToLive = MetadataReader.ReadDuration(fields.Optional("ttl"), faults);
        fields.RejectUnknown();
        return metadata is null ? null : metadata with
        {
            TimeToLive = timeToLive ?? metadata.TimeToLive,
            RequiredTraits = required,
            Core = core,
            DeclaresCore = coreNode is not null,
            Rules = rules,
            Templates = [.. templates.Values.Select(template => template.Compiled).OfType<SuggestionTemplate>()],
            ContextFields = contextFields,
            Feedback = feedback,
            TraitMappings = mappings,
            MaxSuggestions = most ?? MapperProgram.DefaultMaxSuggestions,
            Index = ProgramIndex.Of(required, core, contextFields, rules),
        };
    }

    private static ImmutableArray<TraitMapping> ReadMappings(SourceNode? node, List<Diagnostic> faults)
    {
        if (node is null || FieldReader.TryOpen(node, "trait_mappings", faults) is not { } fields)
        {
            return [];
        }

        return
        [
            .. fields.Map.Entries.Select(entry => new TraitMapping(entry.Key, entry.Value is SourceNode.Scalar
                ? ExpectPath.One(entry.Value, $"the trait mapping '{entry.Key}'", faults) is { } path ? [path] : ImmutableArray<TraitPath>.Empty
                : ExpectPath.Many(entry.Value, $"the trait mapping '{entry.Key}'", faults))),
        ];
    }
}
