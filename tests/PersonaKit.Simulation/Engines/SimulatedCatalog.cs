using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Language.Catalogs;
using PersonaKit.Language.Mappers;

namespace PersonaKit.Simulation.Engines;

/// <summary>
/// A small catalog with a trait of every kind, and one mapper in three revisions that shows what observations say and has a rule of every
/// time.
/// </summary>
internal static class SimulatedCatalog
{
    public static TraitCatalog Traits { get; } = TraitCatalogParser.Parse("""
        traits:
          profile.time_zone: { kind: fact, half_life: 3650d }
          mood: { kind: category, values: [good, bad], half_life: 3h, volatile: true }
          focus: { kind: quantity, half_life: 14d }
          rhythm: { kind: rhythm, half_life: 28d }
          topics: { kind: tags, half_life: 14d }
          "*": { kind: fact, half_life: 90d }
        observations:
          session:
            fields: { start: instant, minutes: number, score: number }
            feeds:
              - { trait: focus, from: minutes, confidence: 0.6 }
              - { trait: rhythm, from: score, hour_of: start, confidence: 0.7 }
          check:
            fields: { mood: { type: text, values: [good, bad] } }
            feeds: [ { trait: mood, from: mood, confidence: 0.9 } ]
        """).Catalog ?? throw new InvalidOperationException("the catalog of the simulation does not parse");

    public static MapperId Guide { get; } = MapperId.Parse("guide");

    /// <summary>From revision 1.</summary>
    public static ImmutableArray<string> GuideTexts { get; } = [.. new[] { "first", "second", "third" }.Select(TextOf)];

    /// <summary>By revision, from 1.</summary>
    public static ImmutableArray<MapperProgram> GuidePrograms { get; } =
        [.. GuideTexts.Select(text => MapperParser.Parse(text)
            .Program ?? throw new InvalidOperationException("the mapper of the simulation does not parse"))];

    private static string TextOf(string title) => $$"""
        metadata: { id: guide }
        ttl: "12h"
        required_traits: [ notes.n0 ]
        core: [ notes.n0, notes.n1, focus, rhythm.morning, mood ]
        context:
          meeting: { type: instant_or_minutes }
        rules:
          - id: morning_work
            conditions: { time_check: { period: morning, timezone: user_local } }
            actions: [ { generate_suggestion: { type: work, template: work } } ]
          - id: cheer_up
            conditions: { trait_check: { path: mood, operator: equals, value: bad } }
            actions: [ { generate_suggestion: { type: cheer, template: cheer } } ]
          - id: prepare
            conditions: { context_check: { field: meeting, operator: within_minutes, value: 30 } }
            actions: [ { generate_suggestion: { type: prepare, template: prepare } } ]
        templates:
          work: { title: Work ({{title}}), description: It is morning. }
          cheer: { title: Cheer up ({{title}}), description: It gets better. }
          prepare: { title: Prepare ({{title}}), description: A meeting is coming up. }
        """;
}
