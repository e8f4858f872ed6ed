using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Tests.Personas;

/// <summary>Documents as people write them: in the older notation, as JSON, with YAML's conveniences.</summary>
public class MapperLanguageTests
{
    private const string Old = """
        metadata:
          id: evening_coach
          version: 1.0.0
          name: Evening Coach
          description: >
            Winds the day down.
          author: somebody
          created: 2024-01-15
          default_ttl_hours: 12
        required_traits:
          - work.focus_duration
        trait_mappings:
          wind_down: work.focus_duration
          praise:
            - work.focus_duration
            - work.peak_hours
        rules:
          - id: wind_down
            conditions:
              type: all
              conditions:
                - type: single
                  time_check:
                    period: evening
                    timezone: user_local
                - type: any
                  conditions:
                    - type: single
                      path: current_state.energy_level
                      operator: exists
                      value: true
                    - trait_check:
                        path: work.focus_duration
                        operator: greater
                        value: 60
            actions:
              - type: generate_suggestion
                generate_suggestion:
                  type: wind_down
                  template: wind_down
                  parameters:
                    focus:
                      from_trait: work.focus_duration
                      default: 45
                      transform: minutes_to_hours
                    mood:
                      from_context: mood
                      default: calm
                    options: {tea: yes, music: off}
            weight: 1.2
        templates:
          wind_down:
            title: "Time to wind down"
            description: "After {focus} of focus, stay {mood}."
            priority: low
            metadata:
              reviewed_by: nobody
              tags: [a, b]
        feedback_settings:
          negative_threshold: 3
        """;

    [Fact]
    public void A_mapper_in_the_older_notation_loads_unchanged_and_does_what_it_says()
    {
        var mapper = Given.Mapper(Old);
        Assert.Equal(("evening_coach", "1.0.0", "Evening Coach", "somebody", "2024-01-15"), (mapper.Id.Value, mapper.Version, mapper.Name, mapper.Author, mapper.Created));
        Assert.Equal("Winds the day down.\n", mapper.Description);
        Assert.Equal(TimeSpan.FromHours(12), mapper.TimeToLive);
        Assert.Equal(new FeedbackSettings { NegativeThreshold = 3 }, mapper.Feedback);
        Assert.Equal(["wind_down:work.focus_duration", "praise:work.focus_duration,work.peak_hours"], mapper.TraitMappings.Select(mapping => $"{mapping.SuggestionType}:{string.Join(',', mapping.Paths)}"));

        var person = Given.Person("Europe/Berlin", Given.Trait("work.focus_duration", "81"));
        var persona = Given.Built(person, mapper, Given.Instant("2026-07-01T16:00:00Z"), Given.Context("""{"mood":"quiet"}"""));
        var suggestion = Assert.Single(persona.Overlay.Suggestions);
        Assert.Equal("After 1.4 hours of focus, stay quiet.", suggestion.Description);
        Assert.Equal("""{"focus":"1.4 hours","mood":"quiet","options":{"tea":true,"music":false}}""", DataValueJson.ToJson(suggestion.Parameters));
        Assert.Equal(1.2, suggestion.Weight);
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var mapper = Given.Mapper("metadata: {id: bare}\nrules:\ntemplates:\ntrait_mappings:\nrequired_traits:\nfeedback_settings:\ncontext:\nmax_suggestions:\nttl:\ncore:\n");
        Assert.Equal(("", "bare", "", "", ""), (mapper.Version, mapper.Name, mapper.Description, mapper.Author, mapper.Created));
        Assert.Equal((TimeSpan.FromHours(24), 5, false), (mapper.TimeToLive, mapper.MaxSuggestions, mapper.DeclaresCore));
        Assert.Equal(FeedbackSettings.Default, mapper.Feedback);
        Assert.Empty(mapper.Rules);
        Assert.Empty(mapper.ContextFields);

        var rule = Given.Rule("{all: []}").Rules[0];
        Assert.Equal((1.0, false), (rule.Weight, rule.IsLocked));
        Assert.Equal("medium", Core.Personas.Suggestions.SuggestionPriorities.NameOf(rule.Actions[0].Template.Priority));
    }

    [Theory]
    [InlineData("\t")]
    [InlineData("  ")]
    [InlineData("")]
    public void Json_is_accepted_however_it_is_indented(string indent)
    {
        var json = """
            {
            >"metadata": {
            >>"id": "from_json",
            >>"version": "1.0.0",
            >>"name": "Caf\u00e9 \ud83d\ude00 \/ \"x\"",
            >>"created": "2024-01-15",
            >>"default_ttl_hours": 1.5
            >},
            >"required_traits": [],
            >"rules": [
            >>{
            >>>"id": "r",
            >>>"conditions": {"all":[{"trait_check":{"path":"a.b","operator":"equals","value":null}}]},
            >>>"actions": [{"generate_suggestion":{"type":"t","template":"t","parameters":{"n":1e2,"t":true}}}],
            >>>"weight":	0.5
            >>}
            >],
            >"templates": {"t": {"title": "T {n}", "description": "", "priority": "high"}}
            }
            """.Replace(">", indent, StringComparison.Ordinal);
        var mapper = Given.Mapper(json);
        Assert.Equal("Café 😀 / \"x\"", mapper.Name);
        Assert.Equal(TimeSpan.FromMinutes(90), mapper.TimeToLive);
        var persona = Given.Built(Given.Person("UTC", Given.Trait("a.b", "null")), mapper, Given.LongAgo);
        Assert.Equal("T 100", Assert.Single(persona.Overlay.Suggestions).Title);

        var crlf = Given.Mapper(json.ReplaceLineEndings("\r\n"));
        Assert.Equal(mapper.Name, crlf.Name);
    }

    [Fact]
    public void Anchors_and_merge_keys_save_repetition()
    {
        var mapper = Given.Mapper("""
            metadata: {id: m, created: 2024-01-15, version: 1.10}
            rules:
              - &first
                id: a
                conditions: &busy {trait_check: {path: x, operator: gte, value: 1}}
                actions: &act
                  - generate_suggestion: {type: t, template: t}
              - <<: *first
                id: b
                weight: 2
              - {id: c, conditions: {not: *busy}, actions: *act}
            templates:
              t: {title: T}
            """);
        Assert.Equal("1.10", mapper.Version);
        Assert.Equal(["b", "a"], Given.RuleIds(Given.Built(Given.Person("UTC", Given.Trait("x", "1")), mapper, Given.LongAgo)));
        Assert.Equal(["c"], Given.RuleIds(Given.Built(Given.Person("UTC"), mapper, Given.LongAgo)));
    }

    [Fact]
    public void A_ttl_overrides_the_hours()
    {
        Assert.Equal(TimeSpan.FromMinutes(30), Given.Mapper("metadata: {id: m, default_ttl_hours: 12}\nttl: 30m").TimeToLive);
    }

    [Fact]
    public void An_unpaired_surrogate_is_a_fault_at_its_place_and_a_pair_is_a_character()
    {
        Given.AssertFault("metadata: {id: m, name: \uD800x}", 1, 25, "unpaired surrogate");
        Given.AssertFault("metadata: {id: m, name: x\uDC00}", 1, 25, "unpaired surrogate");
        Assert.Equal("a 😀", Given.Mapper("metadata: {id: m, name: a 😀}").Name);
    }
}
