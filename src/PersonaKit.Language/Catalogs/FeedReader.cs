using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Decay;
using PersonaKit.Core.Mindscapes.Extraction;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Catalogs;

/// <summary>Reads the <c>feeds</c> of an observation type.</summary>
internal sealed class FeedReader(TraitSectionReader traits, List<Diagnostic> faults)
{
    public ImmutableArray<Feed> Read(IReadOnlyList<SourceNode>? nodes, ImmutableArray<FieldRule> fields)
    {
        var feeds = ImmutableArray.CreateBuilder<Feed>();
        foreach (var node in nodes ?? [])
        {
            if (FieldReader.TryOpen(node, "a feed", faults) is { } section && ReadFeed(section, fields) is { } feed)
            {
                feeds.Add(feed);
            }
        }

        return feeds.DrainToImmutable();
    }

    private Feed? ReadFeed(FieldReader section, ImmutableArray<FieldRule> fields)
    {
        var trait = ReadTrait(section);
        var from = ReadPath(section, "from", required: true, fields);
        var confidence = section.Number("confidence", Assertion.MinConfidence, 1, required: true);
        if (trait is null)
        {
            return null;
        }

        var nats = Confidence.Of(confidence ?? 1).Evidence;
        Feed feed = trait.Kind.IsFedByHours ? ReadHourFeed(section, trait, from, nats, fields) : ReadValueFeed(section, trait, from, nats);
        if (section.Map.Find("default") is { } entry && feed.Default is not null && !feed.Takes(feed.Default))
        {
            faults.Add(new(entry.Value.Line, entry.Value.Column, $"'default' stands for a missing '{string.Join('.', from)}', and nothing here makes {trait.Kind.Expectation(trait)} of it"));
        }

        section.RejectUnknown();
        return feed;
    }

    private HourFeed ReadHourFeed(
        FieldReader section,
        TraitDefinition trait,
        ImmutableArray<string> from,
        double nats,
        ImmutableArray<FieldRule> fields)
    {
        var hours = ReadHours(section);
        return new HourFeed
        {
            Trait = trait,
            From = from,
            Nats = nats,
            Default = section.Optional("default")?.ToData(),
            HoursByWord = hours,
            HourOf = ReadPath(section, "hour_of", required: hours is null, fields),
            Score = section.Number("score", -1e12, 1e12, required: hours is not null) ?? 0,
        };
    }

    private ValueFeed ReadValueFeed(FieldReader section, TraitDefinition trait, ImmutableArray<string> from, double nats) => new()
    {
        Trait = trait,
        From = from,
        Nats = nats,
        Default = section.Optional("default")?.ToData(),
        Bands = ReadBands(section, trait),
        Lookup = ReadLookup(section, trait),
        LookupElse = section.Optional("else") is { } otherwise ? ReadValue(otherwise, trait) : null,
    };

    private TraitDefinition? ReadTrait(FieldReader section)
    {
        if (section.Need("trait") is not { } node)
        {
            return null;
        }

        if (node is SourceNode.Scalar scalar && TraitPath.TryParse(scalar.Value) is not null && traits.Find(scalar.Value) is { } trait)
        {
            return trait;
        }

        faults.Add(new(node.Line, node.Column, "'trait' must be a trait of this catalog"));
        return null;
    }

    private ImmutableArray<string> ReadPath(FieldReader section, string key, bool required, ImmutableArray<FieldRule> fields)
    {
        if (section.Find(key, required) is not { } node)
        {
            return [];
        }

        if (node is SourceNode.Scalar scalar && fields.Any(field => string.Join('.', field.Path) == scalar.Value))
        {
            return [.. scalar.Value.Split('.')];
        }

        faults.Add(new(node.Line, node.Column, $"'{key}' must be one of the fields of this type: {string.Join(", ", fields.Select(field => string.Join('.', field.Path)))}"));
        return [];
    }

    private ImmutableArray<Band> ReadBands(FieldReader section, TraitDefinition trait)
    {
        var bands = ImmutableArray.CreateBuilder<Band>();
        foreach (var node in section.List("bands"))
        {
            if (FieldReader.TryOpen(node, "a band", faults) is not { } band)
            {
                continue;
            }

            var atLeast = band.Number("at_least", -1e12, 1e12) ?? double.NegativeInfinity;
            var atMost = band.Number("at_most", -1e12, 1e12) ?? double.PositiveInfinity;
            if (band.Need("value") is { } value && ReadValue(value, trait) is { } fitting)
            {
                bands.Add(new Band(atLeast, atMost, fitting));
            }

            band.RejectUnknown();
        }

        return bands.DrainToImmutable();
    }

    private ImmutableDictionary<string, DataValue>? ReadLookup(FieldReader section, TraitDefinition trait)
    {
        if (section.Section("lookup", "a lookup") is not { } lookup)
        {
            return null;
        }

        var values = ImmutableDictionary.CreateBuilder<string, DataValue>(StringComparer.Ordinal);
        foreach (var entry in lookup.Map.Entries)
        {
            if (ReadValue(entry.Value, trait) is { } value)
            {
                values[entry.Key.ToLowerInvariant()] = value;
            }
        }

        return values.ToImmutable();
    }

    private ImmutableDictionary<string, uint>? ReadHours(FieldReader section)
    {
        if (section.Section("hours", "the hours", required: false) is not { } hours)
        {
            return null;
        }

        var masks = ImmutableDictionary.CreateBuilder<string, uint>(StringComparer.Ordinal);
        foreach (var entry in hours.Map.Entries)
        {
            var mask = 0u;
            foreach (var node in entry.Value is SourceNode.List list ? list.Items : [entry.Value])
            {
                if (node is SourceNode.Scalar scalar && HourRange.TryParse(scalar.Value) is { } range)
                {
                    mask |= range;
                }
                else
                {
                    faults.Add(new(node.Line, node.Column, "hours must be ranges such as 09:00-11:00"));
                }
            }

            masks[entry.Key.ToLowerInvariant()] = mask;
        }

        return masks.ToImmutable();
    }

    private DataValue? ReadValue(SourceNode node, TraitDefinition trait)
    {
        var value = trait.Kind.ReadsScalarsAsWords && node is SourceNode.Scalar scalar ? new DataValue.Text(scalar.Value) : node.ToData();
        if (trait.Kind.Fit(trait, value) is { } statement)
        {
            return statement.Value;
        }

        faults.Add(new(node.Line, node.Column, $"{trait.Key} takes {trait.Kind.Expectation(trait)}"));
        return null;
    }
}
