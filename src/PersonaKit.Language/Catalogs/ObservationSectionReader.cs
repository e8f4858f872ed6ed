using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Extraction;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Mindscapes.Voting;
using PersonaKit.Core.Observations;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Catalogs;

/// <summary>Reads the <c>observations</c> of a catalog: for each type its fields, its feeds, or the variants a content field chooses between.</summary>
internal sealed class ObservationSectionReader(TraitSectionReader traits, List<Diagnostic> faults)
{
    private static readonly ImmutableArray<string> FieldTypes = [.. Enum.GetNames<FieldType>().Select(name => name.ToLowerInvariant())];

    private readonly FeedReader _feeds = new(traits, faults);

    public Dictionary<string, ObservationRule> Rules { get; } = new(StringComparer.Ordinal);

    public void Read(FieldReader? section)
    {
        foreach (var entry in section?.Map.Entries ?? [])
        {
            if (entry.Key == Assertion.Type)
            {
                faults.Add(new(entry.Line, entry.Column, "the type 'assertion' is built in: it states any trait"));
            }
            else if (entry.Key == Retraction.Type)
            {
                faults.Add(new(entry.Line, entry.Column, "the type 'retraction' is built in: it takes an observation back and feeds nothing"));
            }
            else if (entry.Key == FeedbackContent.Type)
            {
                faults.Add(new(entry.Line, entry.Column, "the type 'feedback' is built in: it moves the weight of a mapper's rule and feeds no trait"));
            }
            else if (FieldReader.TryOpen(entry.Value, $"the observation type {entry.Key}", faults) is { } type)
            {
                if (!ObservationDraftReader.IsType(entry.Key))
                {
                    faults.Add(new(entry.Line, entry.Column, $"'{entry.Key}' is no observation type: {ObservationDraftReader.TypeRule}"));
                }

                Rules[entry.Key] = ReadRule(type, parentFields: null);
            }
        }
    }

    /// <param name="section">The type, or one of its variants.</param>
    /// <param name="parentFields">The fields of the type for one of its variants, whose feeds may name them too.</param>
    private ObservationRule ReadRule(FieldReader section, ImmutableArray<FieldRule>? parentFields)
    {
        section.Text("description");
        var fields = ReadFields(section.Section("fields", "fields"));
        var rule = new ObservationRule { Fields = fields, Feeds = _feeds.Read(section.List("feeds"), [.. fields, .. parentFields ?? []]) };
        if (parentFields is null && section.Section("variants", "variants") is { } variants)
        {
            var read = ImmutableDictionary.CreateBuilder<string, ObservationRule>(StringComparer.Ordinal);
            foreach (var entry in variants.Map.Entries)
            {
                if (FieldReader.TryOpen(entry.Value, $"the variant {entry.Key}", faults) is { } variant)
                {
                    read[entry.Key] = ReadRule(variant, fields);
                }
            }

            rule = rule with { Variants = read.ToImmutable(), VariantField = section.Text("variant_field", required: true) };
        }

        section.RejectUnknown();
        return rule with { StatesZone = rule.Feeds.Any(feed => feed.Trait.IsTimeZone) || rule.Variants.Values.Any(variant => variant.StatesZone) };
    }

    private ImmutableArray<FieldRule> ReadFields(FieldReader? section)
    {
        var fields = ImmutableArray.CreateBuilder<FieldRule>();
        foreach (var entry in section?.Map.Entries ?? [])
        {
            if (TraitPath.TryParse(entry.Key) is null)
            {
                faults.Add(new(entry.Line, entry.Column, $"'{entry.Key}' is no field: {TraitPath.Rule}"));
            }
            else if (entry.Value is SourceNode.Scalar type)
            {
                if (ReadType(type) is { } known)
                {
                    fields.Add(new FieldRule { Path = [.. entry.Key.Split('.')], Type = known });
                }
            }
            else if (FieldReader.TryOpen(entry.Value, $"the field {entry.Key}", faults) is { } field && ReadField(entry.Key, field) is { } rule)
            {
                fields.Add(rule);
            }
        }

        return fields.DrainToImmutable();
    }

    private FieldRule? ReadField(string key, FieldReader section)
    {
        var type = section.Need("type") is { } node ? ReadType(node) : null;
        var isNumber = type is FieldType.Number or FieldType.Integer;
        var values = type == FieldType.Text ? section.List("values") : null;
        var rule = new FieldRule
        {
            Path = [.. key.Split('.')],
            Type = type ?? FieldType.Object,
            IsRequired = section.Boolean("required") ?? false,
            MayLieAhead = (type == FieldType.Instant ? section.Boolean("may_lie_ahead") : null) ?? false,
            Min = (isNumber ? section.Number("min", -1e12, 1e12) : null) ?? -1e12,
            Max = (isNumber ? section.Number("max", -1e12, 1e12) : null) ?? 1e12,
            Values = Words(values ?? []),
        };
        section.Text("description");
        section.RejectUnknown();
        return type is null ? null : rule;
    }

    private ImmutableArray<string> Words(IReadOnlyList<SourceNode> nodes)
    {
        var words = ImmutableArray.CreateBuilder<string>(nodes.Count);
        foreach (var node in nodes)
        {
            if (node is SourceNode.Scalar word)
            {
                words.Add(word.Value);
            }
            else
            {
                faults.Add(new(node.Line, node.Column, $"a value must be text, this is {node.KindName}"));
            }
        }

        return words.DrainToImmutable();
    }

    private FieldType? ReadType(SourceNode node)
    {
        if (node is SourceNode.Scalar scalar && FieldTypes.Contains(scalar.Value))
        {
            return Enum.Parse<FieldType>(scalar.Value, ignoreCase: true);
        }

        faults.Add(new(node.Line, node.Column, "a field's type must be text, number, integer, boolean, instant, list or object"));
        return null;
    }
}
