using System.Text;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using static PersonaKit.Core.Tests.Mindscapes.Observed;

namespace PersonaKit.Core.Tests.Mindscapes;

public class MindscapeDocumentTests
{
    /// <summary>One of everything the stored shape has: every kind, a decimal, a far past that fills the older blocks, a journey, null and text that needs escaping.</summary>
    private static readonly Observation[] Everything =
    [
        Of("assertion", """{"trait":"profile.time_zone","value":"Europe/Berlin"}""", "2025-12-31T08:00:00Z", "z1"),
        Of("assertion", """{"trait":"profile.time_zone","value":"America/New_York","confidence":0.8}""", "2026-01-12T08:00:00Z", "z2"),
        Of("work_session", """{"start":"2026-01-05T08:00:00Z","duration_minutes":52.5,"productivity_score":4.5,"interruptions":2}""", "2026-01-05T09:00:00Z", "s1"),
        Of("work_session", """{"start":"2026-01-13T14:00:00Z","duration_minutes":25,"productivity_score":2,"interruptions":0}""", "2026-01-13T15:00:00Z", "s2"),
        Of("user_input", """{"type":"energy_check","energy_level":"low"}""", "2026-01-01T08:00:00Z", "e1"),
        Of("user_input", """{"type":"energy_check","energy_level":"high"}""", "2026-01-13T14:30:00Z", "e2"),
        Of("assertion", """{"trait":"likes","value":["tea","\"quoted\" ünïcode ☕"]}""", "2026-01-10T08:00:00Z", "t1"),
        Of("assertion", """{"trait":"notes.empty","value":null,"confidence":0.4}""", "2026-01-10T08:00:00Z", "f1"),
    ];

    private static readonly Observation[] Votes =
    [
        Of("feedback", """{"mapper_id":"daily_work_optimizer","rule_id":"low_energy_break","rating":5}""", "2026-01-12T09:00:00Z", "v2"),
        Of("feedback", """{"mapper_id":"daily_work_optimizer","rule_id":"low_energy_break","helpful":false}""", "2026-01-12T09:00:00Z", "v1"),
        Of("feedback", """{"mapper_id":"daily_work_optimizer","rule_id":"a \"b\" ☕","rating":3}""", "2026-01-12T09:00:00Z", "v3"),
        Of("feedback", """{"mapper_id":"therapy_insights","rule_id":"low_energy_break","helpful":true}""", "2026-01-12T08:00:00Z", "v4"),
    ];

    // The golden file is read with the catalog it was written by, not with whatever ships today.
    private static TraitCatalog Catalog => Shipped.Parse("""
        traits:
          profile.time_zone: { kind: fact, half_life: 3650d }
          work.focus_duration: { kind: quantity, half_life: 28d, resolution: 1d }
          work.energy_patterns: { kind: rhythm, half_life: 28d }
          work.task_switching_cost: { kind: category, half_life: 28d }
          current_state.energy_level: { kind: category, half_life: 3h, volatile: true }
          likes: { kind: tags, half_life: 28d }
          "*": { kind: fact, half_life: 90d }
        observations:
          work_session:
            fields: { start: instant, duration_minutes: number, productivity_score: number, interruptions: integer }
            feeds:
              - { trait: work.focus_duration, from: duration_minutes, confidence: 0.9 }
              - { trait: work.energy_patterns, from: productivity_score, hour_of: start, confidence: 0.7 }
              - { trait: work.task_switching_cost, from: interruptions, confidence: 0.7, bands: [ { at_least: 1, value: medium }, { value: low } ] }
          user_input:
            variant_field: type
            variants:
              energy_check:
                fields: { energy_level: text }
                feeds: [ { trait: current_state.energy_level, from: energy_level, confidence: 1.0 } ]
        """);

    [Theory]
    [InlineData("mindscape-1.json", false)]
    [InlineData("mindscape-1-votes.json", true)]
    public void A_mindscape_stored_by_the_first_version_is_read_and_written_as_it_was(string golden, bool hasVotes)
    {
        // The fold's generation is part of the hash, and a newer one would leave out the traits to fold them again.
        var stored = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", golden)).TrimEnd()
            .Replace("89aee99863de7ecc69e5508b7e048443", Catalog.Hash, StringComparison.Ordinal);

        var read = MindscapeDocument.Read(Encoding.UTF8.GetBytes(stored), Catalog);

        Assert.Equal(stored, Encoding.UTF8.GetString(MindscapeDocument.Write(read)));
        var written = MindscapeFold.Rebuild(Person, [.. Everything, .. hasVotes ? Votes : []], Catalog) with
        {
            Version = new MindscapeVersion(7),
            LastSequence = 8,
            UpdatedAt = At("2026-01-13T16:00:00.123Z"),
        };
        Assert.Equal(Encoding.UTF8.GetString(MindscapeDocument.Write(written)), stored);
        Assert.Equal(7, read.Traits.All.Count());
        Assert.Equal("America/New_York", read.Zone.Id);
        Assert.Equal(hasVotes ? 3 : 0, read.Votes.All.Count());
        Assert.Equal(At("2026-01-13T16:00:00.123Z"), read.UpdatedAt);
    }

    [Fact]
    public void Whatever_a_post_may_carry_can_be_read_back()
    {
        var deepest = new string('[', DataValueJson.MaxDepth - 2) + new string(']', DataValueJson.MaxDepth - 2);
        var mindscape = Fold(Assertion("notes.deep", deepest, "2026-01-20T08:00:00Z"));

        var read = MindscapeDocument.Read(MindscapeDocument.Write(mindscape), Shipped.Catalog);

        Assert.Equal(mindscape.Traits.Find("notes.deep")!.Value, read.Traits.Find("notes.deep")!.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"schema":2}""")]
    [InlineData("""{"schema":1,"person_id":"../x","version":1,"received":1,"catalog":"","zones":{"stated":[]},"traits":{}}""")]
    [InlineData("""{"schema":1,"person_id":"ana","version":"1","received":1,"catalog":"","zones":{"stated":[]},"traits":{}}""")]
    [InlineData("""{"schema":1,"person_id":"ana","version":1,"received":1,"catalog":"CATALOG","zones":{"stated":[]},"traits":{"likes":{"n":1}}}""")]
    [InlineData("""{"schema":1,"person_id":"ana","version":1,"received":1,"catalog":"CATALOG","zones":{"stated":[]},"traits":{"likes":{"n":1,"first":0,"last":0,"e":"x:zz","trail":[],"words":{}}}}""")]
    [InlineData("""{"schema":1,"person_id":"ana","version":1,"received":1,"catalog":"","zones":{"stated":[[]]},"traits":{}}""")]
    [InlineData("""{"schema":1,"person_id":"ana","version":1,"received":1,"catalog":"","zones":{"stated":[["\ud800","z","UTC"]]},"traits":{}}""")]
    [InlineData("""{"schema":1,"person_id":"ana","version":1,"received":1,"catalog":"CATALOG","zones":{"stated":[]},"traits":{"likes":{"n":1,"first":0,"last":0,"e":"5","trail":[],"words":{}}}}""")]
    public void What_is_no_stored_mindscape_is_a_format_error_and_nothing_else(string text) =>
        Assert.Throws<FormatException>(() => MindscapeDocument.Read(Encoding.UTF8.GetBytes(text.Replace("CATALOG", Catalog.Hash, StringComparison.Ordinal)), Catalog));

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("1e300")]
    [InlineData("-1")]
    [InlineData("99")]
    [InlineData("\"x\"")]
    [InlineData("[[]]")]
    public void Whatever_part_of_a_stored_mindscape_is_damaged_it_is_read_and_published_or_a_format_error(string damage)
    {
        var stored = DataValueJson.ParseStored(MindscapeDocument.Write(MindscapeFold.Rebuild(Person, [.. Everything, .. Votes], Catalog)));
        var replacement = DataValueJson.Parse(damage);
        var damaged = Damaged(stored, replacement).ToList();

        Assert.True(damaged.Count > 100, $"{damaged.Count} places");
        var refused = damaged.Count(document =>
        {
            try
            {
                Assert.All(MindscapeDocument.From(document, Catalog).Traits.All, trait => Assert.InRange(trait.Confidence.At(At("2026-01-20T08:00:00Z")), 0, 1));
                return false;
            }
            catch (FormatException)
            {
                return true;
            }
        });
        Assert.InRange(refused, 1, damaged.Count);
    }

    /// <summary>The document with each of its values, at any depth, replaced in turn.</summary>
    private static IEnumerable<DataValue> Damaged(DataValue value, DataValue replacement)
    {
        yield return replacement;
        if (value is DataValue.Map map)
        {
            foreach (var (key, entry) in map.Entries)
            {
                foreach (var other in Damaged(entry, replacement))
                {
                    yield return new DataValue.Map([.. map.Entries.Select(each => each.Key == key ? new(key, other) : each)]);
                }
            }
        }
        else if (value is DataValue.List list)
        {
            for (var i = 0; i < list.Items.Length; i++)
            {
                foreach (var other in Damaged(list.Items[i], replacement))
                {
                    yield return new DataValue.List(list.Items.SetItem(i, other));
                }
            }
        }
    }
}
