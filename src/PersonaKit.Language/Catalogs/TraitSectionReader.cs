using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Time;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Catalogs;

/// <summary>Reads the <c>traits</c> of a catalog.</summary>
internal sealed class TraitSectionReader(List<Diagnostic> faults)
{
    private static readonly TimeSpan ShortestHalfLife = TimeSpan.FromMinutes(1);
    internal static readonly TimeSpan LongestHalfLife = Durations.Longest;

    public List<TraitDefinition> Definitions { get; } = [];

    public List<DerivedTrait> Derived { get; } = [];

    public void Read(FieldReader? section)
    {
        if (section is null)
        {
            return;
        }

        var derived = new List<(SourceEntry Entry, string From, SourceNode Place)>();
        foreach (var entry in section.Map.Entries)
        {
            if (!IsKey(entry.Key))
            {
                faults.Add(new(entry.Line, entry.Column, $"'{entry.Key}' is no trait key: {TraitPath.Rule}; a pattern ends in .* or is *"));
            }
            else if (FieldReader.TryOpen(entry.Value, $"the trait {entry.Key}", faults) is { } trait)
            {
                if (trait.Map.Find("from") is { } from)
                {
                    if (entry.Key == TraitDefinition.TimeZoneKey)
                    {
                        faults.Add(new(entry.Line, entry.Column, $"{entry.Key} is stated, not read from another trait"));
                    }

                    derived.Add((entry, trait.Text("from") ?? "", from.Value));
                    trait.Text("description");
                    trait.RejectUnknown();
                }
                else if (ReadTrait(entry.Key, trait) is { } definition)
                {
                    Definitions.Add(definition);
                }
            }
        }

        foreach (var (entry, from, place) in derived)
        {
            ReadDerived(entry, from, place);
        }
    }

    /// <summary>Adds profile.time_zone (fact, half-life 3650 days) when it is not listed.</summary>
    public void AddTimeZone()
    {
        if (!Definitions.Exists(definition => definition.IsTimeZone))
        {
            Definitions.Add(new TraitDefinition { Key = TraitDefinition.TimeZoneKey, Kind = TraitKind.Fact, HalfLife = TimeSpan.FromDays(3650) });
        }
    }

    /// <summary>The definition a feed of this key goes to; null when no trait or pattern of the catalog covers it.</summary>
    public TraitDefinition? Find(string key) =>
        Definitions.Find(definition => definition.Key == key)
        ?? (Definitions
            .Where(definition => TraitCatalog.IsPattern(definition.Key) && key.StartsWith(definition.Key[..^1], StringComparison.Ordinal))
            .MaxBy(definition => definition.Key.Length) is { } pattern
            ? pattern with { Key = key }
            : null);

    private TraitDefinition? ReadTrait(string key, FieldReader section)
    {
        var kind = ReadKind(section);
        var halfLife = ReadDuration(section, "half_life", ShortestHalfLife, required: true);
        var resolution = ReadDuration(section, "resolution", ShortestHalfLife, required: false) ?? TimeSpan.Zero;
        var definition = new TraitDefinition
        {
            Key = key,
            Kind = kind ?? TraitKind.Fact,
            HalfLife = halfLife ?? LongestHalfLife,
            Resolution = resolution,
            Floor = section.Number("floor", 0, 0.99) ?? 0.2,
            IsVolatile = section.Boolean("volatile") ?? false,
            Unit = section.Text("unit"),
            Description = section.Text("description"),
            Settings = (kind?.Settings ?? TraitSettings.None).Read(new SettingReader(section)),
        };
        section.RejectUnknown();
        if (definition.Resolution > definition.HalfLife)
        {
            faults.Add(new(section.Map.Line, section.Map.Column, $"the resolution of {key} is longer than its half-life"));
        }

        if (definition.Settings.FindFault(key) is { } fault)
        {
            faults.Add(new(section.Map.Line, section.Map.Column, fault));
        }

        if (definition.IsTimeZone && definition.Kind != TraitKind.Fact)
        {
            faults.Add(new(section.Map.Line, section.Map.Column, $"{key} must be a fact: the newest statement is where the person is"));
        }

        return kind is null || halfLife is null ? null : definition;
    }

    private void ReadDerived(SourceEntry entry, string from, SourceNode place)
    {
        var source = TraitPath.TryParse(from) is null
            ? null
            : Definitions.Where(definition => from.StartsWith(definition.Key + ".", StringComparison.Ordinal)).MaxBy(definition => definition.Key.Length);
        if (source is null)
        {
            faults.Add(new(place.Line, place.Column, $"'{from}' does not lead into a listed trait, as work.energy_patterns.peak_hours does"));
            return;
        }

        Derived.Add(new DerivedTrait(entry.Key, source.Key, from[(source.Key.Length + 1)..].Split('.')));
    }

    private TraitKind? ReadKind(FieldReader section)
    {
        switch (section.Need("kind"))
        {
            case null:
                return null;
            case SourceNode.Scalar scalar when TraitKind.Find(scalar.Value) is { } kind:
                return kind;
            case var other:
                var names = TraitKind.All.Select(kind => kind.Name).ToList();
                faults.Add(new(other.Line, other.Column, $"'kind' must be {string.Join(", ", names[..^1])} or {names[^1]}"));
                return null;
        }
    }

    private TimeSpan? ReadDuration(FieldReader section, string key, TimeSpan shortest, bool required)
    {
        if (section.Find(key, required) is not { } node)
        {
            return null;
        }

        if (node is SourceNode.Scalar scalar && Durations.TryParse(scalar.Value) is { } duration && duration >= shortest && duration <= LongestHalfLife)
        {
            return duration;
        }

        faults.Add(new(node.Line, node.Column, $"'{key}' must be {Durations.Rule}, from 1m to 36500d"));
        return null;
    }

    private static bool IsKey(string key) => key == "*" || TraitPath.TryParse(TraitCatalog.IsPattern(key) ? key[..^2] : key) is not null;
}
