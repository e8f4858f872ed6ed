using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Language.Catalogs;

namespace PersonaKit.Core.Tests.Mindscapes;

public class CatalogTests
{
    private static readonly DateTimeOffset Now = Observed.At("2026-01-20T10:00:00Z");

    [Theory]
    [InlineData("work_session", """{"productivity_score":6}""", "/content/productivity_score")]
    [InlineData("work_session", """{"productivity_score":0.9}""", "/content/productivity_score")]
    [InlineData("work_session", """{"productivity_score":"5"}""", "/content/productivity_score")]
    [InlineData("work_session", """{"start":"2026-01-20T11:00:01Z"}""", "/content/start")]
    [InlineData("work_session", """{"start":"yesterday"}""", "/content/start")]
    [InlineData("work_session", """{"start":"2026-01-20T09:00:00"}""", "/content/start")]
    [InlineData("work_session", """{"interruptions":1.5}""", "/content/interruptions")]
    [InlineData("work_session", """{"duration_minutes":-1}""", "/content/duration_minutes")]
    [InlineData("user_input", """{"type":"energy_check"}""", "/content/energy_level")]
    [InlineData("user_input", """{"type":"energy_check","energy_level":3}""", "/content/energy_level")]
    [InlineData("user_input", """{"type":"energy_check","energy_level":"sleepy"}""", "/content/energy_level")]
    [InlineData("user_input", """{"type":7}""", "/content/type")]
    [InlineData("user_input", """{"type":"wizard_response","responses":{"focus_duration":60}}""", "/content/responses/focus_duration")]
    [InlineData("user_input", """{"type":"wizard_response","responses":[]}""", "/content/responses")]
    [InlineData("assertion", """{"value":1}""", "/content/trait")]
    [InlineData("assertion", """{"trait":"work focus","value":1}""", "/content/trait")]
    [InlineData("assertion", """{"trait":"work.focus_duration.p90","value":1}""", "/content/trait")]
    [InlineData("assertion", """{"trait":"work.focus_duration"}""", "/content/value")]
    [InlineData("assertion", """{"trait":"work.focus_duration","value":"long"}""", "/content/value")]
    [InlineData("assertion", """{"trait":"work.task_switching_cost","value":"huge"}""", "/content/value")]
    [InlineData("assertion", """{"trait":"profile.time_zone","value":"Mars/Olympus"}""", "/content/value")]
    [InlineData("assertion", """{"trait":"work.energy_patterns","value":{"teatime":"high"}}""", "/content/value")]
    [InlineData("assertion", """{"trait":"a.b","value":1,"confidence":1.2}""", "/content/confidence")]
    [InlineData("assertion", """{"trait":"a.b","value":1,"confidence":"sure"}""", "/content/confidence")]
    [InlineData("assertion", """{"trait":"a.b","value":1,"certainty":1}""", "/content/certainty")]
    public void A_content_that_does_not_fit_is_pointed_at(string type, string content, string pointer)
    {
        var fault = Assert.Single(Validate(type, content));

        Assert.Equal(pointer, fault.Pointer);
        Assert.NotEmpty(fault.Detail);
    }

    [Fact]
    public void A_half_life_beyond_any_calendar_is_a_fault_with_its_place()
    {
        var fault = Assert.Single(TraitCatalogParser.Parse("traits:\n  mood: { kind: category, half_life: 9999999w }").Faults);
        Assert.Equal((2, 38), (fault.Line, fault.Column));
        Assert.Contains("from 1m to 36500d", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_an_observation_are_reported_at_once() =>
        Assert.Equal(
            ["/content/start", "/content/duration_minutes", "/content/productivity_score", "/content/interruptions"],
            Validate("work_session", """{"start":7,"duration_minutes":"a","productivity_score":9,"interruptions":-1}""").Select(fault => fault.Pointer));

    [Theory]
    [InlineData("sleep", """{"anything":[1,{"goes":null}]}""")]
    [InlineData("work_session", """{"start":"2026-01-20T11:00:00Z","mood":"fine"}""")]
    [InlineData("user_input", """{"type":"journal","text":"…"}""")]
    [InlineData("assertion", """{"trait":"therapy.coping_mechanisms","value":{"effective":["walks"]}}""")]
    [InlineData("assertion", """{"trait":"work.energy_patterns","value":{"morning":"high","14:00-16:00":2}}""")]
    [InlineData("calendar_event", """{"type":"meeting","start":"2026-01-20T10:30:00Z","end":"2026-01-20T13:00:00Z"}""")]
    public void What_fits_or_is_unknown_has_no_fault(string type, string content) => Assert.Empty(Validate(type, content));

    [Fact]
    public void Every_fault_of_a_catalog_is_reported_with_its_place()
    {
        var parsed = TraitCatalogParser.Parse("""
            traits:
              work.focus: { kind: number, half_life: 3h }
              work.mood: { kind: category, half_life: soon, colour: red }
              "not a key": { kind: fact, half_life: 1d }
              work.peak: { from: nowhere.at_all }
            observations:
              work_session:
                fields: { minutes: figure, score: { type: number } }
                feeds:
                  - { trait: work.unknown, from: score, confidence: 0.5 }
                  - { trait: work.mood, from: missing, confidence: 2 }
            extra: 1
            """);

        Assert.Null(parsed.Catalog);
        Assert.Equal(
            [2, 3, 3, 4, 5, 8, 10, 11, 11, 11, 12],
            parsed.Faults.Select(fault => fault.Line));
        Assert.All(parsed.Faults, fault => Assert.True(fault.Column > 0));
    }

    [Theory]
    [InlineData("a: { fields: { x: number }, feeds: [ { trait: t.q, from: x, confidence: 1, default: soon } ] }", 4)]
    [InlineData("\"bad type!\": { fields: { x: number } }", 4)]
    public void A_catalog_that_could_never_work_is_refused(string observation, int line) =>
        Assert.Equal(line, Assert.Single(TraitCatalogParser.Parse($$"""
            traits:
              t.q: { kind: quantity, half_life: 1d }
            observations:
              {{observation}}
            """).Faults).Line);

    [Fact]
    public void A_variant_may_feed_from_a_field_of_its_type_and_words_are_words_whatever_YAML_takes_them_for()
    {
        var catalog = Shipped.Parse("""
            traits:
              t.answer: { kind: category, values: [yes, no], half_life: 1d }
            observations:
              asked:
                fields: { score: number }
                variant_field: type
                variants:
                  quiz:
                    feeds: [ { trait: t.answer, from: score, confidence: 1, bands: [ { at_least: 1, value: yes }, { value: no } ] } ]
            """);

        var traits = MindscapeFold.Rebuild(Observed.Person, [Observed.Of("asked", """{"type":"quiz","score":1}""", "2026-01-20T08:00:00Z")], catalog).Traits;

        Assert.Equal(DataValue.Of("yes"), traits.Find("t.answer")!.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \"*\": { kind: fact, half_life: 1d }")]
    [InlineData("  profile.*: { kind: category, half_life: 1d }")]
    public void Where_a_person_is_counts_whatever_a_catalog_leaves_out(string pattern)
    {
        var catalog = Shipped.Parse($"traits:\n  a.b: {{ kind: fact, half_life: 1d }}\n{pattern}");
        var zone = Observed.Assertion("profile.time_zone", "\"Asia/Tokyo\"", "2026-01-20T08:00:00Z");

        Assert.Equal("Asia/Tokyo", MindscapeFold.Rebuild(Observed.Person, [zone], catalog).Zone.Id);
    }

    [Fact]
    public void The_hash_follows_what_the_catalog_says_and_not_how_it_is_written()
    {
        var yaml = Shipped.Text("traits.yaml");

        Assert.Equal(Shipped.Catalog.Hash, Shipped.Parse("# a comment\n" + yaml).Hash);
        Assert.NotEqual(Shipped.Catalog.Hash, Shipped.Parse(yaml.Replace("half_life: 3h", "half_life: 4h", StringComparison.Ordinal)).Hash);
    }

    [Fact]
    public void Traits_folded_by_another_catalog_are_not_read_back_as_if_they_were_ours()
    {
        var other = Shipped.Parse(Shipped.Text("traits.yaml").Replace("half_life: 3h", "half_life: 4h", StringComparison.Ordinal));
        var stored = MindscapeDocument.Write(Observed.Fold(Observed.Energy("low", "2026-01-20T08:00:00Z")));

        var read = MindscapeDocument.Read(stored, other);

        Assert.Empty(read.Traits.All);
        Assert.Equal(Shipped.Catalog.Hash, read.CatalogHash);
    }

    private static List<Fault> Validate(string type, string content)
    {
        var faults = new List<Fault>();
        Shipped.Catalog.Validate(
            new ObservationDraft { Pointer = "", Type = type, Content = (DataValue.Map)DataValueJson.Parse(content) }, Now, faults);
        return faults;
    }
}
