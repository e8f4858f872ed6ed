using System.Text;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Language.Catalogs;
using PersonaKit.Language.Review;

namespace PersonaKit.Core.Tests.Mindscapes;

/// <summary>What every trait kind must do, also one that is added tomorrow.</summary>
public class TraitKindTests
{
    /// <summary>Values of every shape: each kind takes some of them.</summary>
    private static readonly string[] Values =
    [
        "7", "2.5", "0", "\"high\"", "\"tea\"", "[\"tea\",\"milk\"]", "[\"09:00-11:00\"]", """{"morning":"high"}""", """{"22:00-02:00":1.5}""", "true", "null",
    ];

    private static readonly DateTimeOffset Now = Observed.At("2026-01-20T08:00:00Z");

    public static TheoryData<string> Kinds => [.. TraitKind.All.Select(kind => kind.Name)];

    [Fact]
    public void Every_kind_of_the_code_is_listed_once()
    {
        var derived = typeof(TraitKind).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(TraitKind)) && !type.IsAbstract);
        Assert.Equal(derived.Select(type => type.Name).Order(), TraitKind.All.Select(kind => kind.GetType().Name).Order());
        Assert.Distinct(TraitKind.All.Select(kind => kind.Name));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_has_a_word_and_a_description(string name)
    {
        var kind = TraitKind.Find(name)!;
        var trait = Catalog(kind).Definitions[0];
        Assert.Matches("^[a-z][a-z_]*$", kind.Name);
        Assert.Same(kind, trait.Kind);
        Assert.All([kind.Summary, kind.Expectation(trait), kind.DescribeParts(trait)], text => Assert.Matches("^[a-z].*[^.]$", text));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_trait_is_read_from_storage_as_it_was_written_and_folds_on(string name)
    {
        var catalog = Catalog(TraitKind.Find(name)!);
        var observations = Statements(catalog);
        var whole = MindscapeFold.Rebuild(Observed.Person, observations, catalog);
        for (var cut = 1; cut < observations.Length; cut++)
        {
            var first = MindscapeFold.Rebuild(Observed.Person, observations[..cut], catalog);
            var stored = MindscapeDocument.Write(first);
            var read = MindscapeDocument.Read(stored, catalog);
            Assert.Equal(stored, MindscapeDocument.Write(read));
            Assert.Equal(first.Traits.Find("t")?.Value, read.Traits.Find("t")?.Value);
            Assert.Equal(first.Traits.Find("t")?.Detail, read.Traits.Find("t")?.Detail);
            Assert.Equal(MindscapeDocument.Write(whole), MindscapeDocument.Write(MindscapeFold.TryApply(read, observations[cut..], catalog)!));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_stored_trait_that_lacks_something_is_refused(string name)
    {
        var catalog = Catalog(TraitKind.Find(name)!);
        var written = MindscapeDocument.Write(MindscapeFold.Rebuild(Observed.Person, Statements(catalog), catalog));
        var document = (DataValue.Map)DataValueJson.Parse(Encoding.UTF8.GetString(written));
        var traits = (DataValue.Map)document["traits"]!;
        var trait = (DataValue.Map)traits["t"]!;

        // What every kind keeps are five members; a kind that has none of its own keeps nothing.
        Assert.True(trait.Entries.Length > 5);
        Assert.All(Enumerable.Range(0, trait.Entries.Length), place =>
        {
            var lacking = With(document, "traits", With(traits, "t", new DataValue.Map(trait.Entries.RemoveAt(place))));
            Assert.Throws<FormatException>(() => MindscapeDocument.From(lacking, catalog));
        });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Whatever_a_trait_publishes_can_be_reached_by_a_path(string name)
    {
        var catalog = Catalog(TraitKind.Find(name)!);
        var observations = Statements(catalog);
        for (var count = 1; count <= observations.Length; count++)
        {
            var traits = MindscapeFold.Rebuild(Observed.Person, observations[..count], catalog).Traits;
            var trait = traits.Find("t")!;
            Assert.Equal(DataValue.Of(count), trait.Detail["count"]);
            var paths = Below("t", trait.Value)
                .Concat(Below("t", trait.Detail))
                .Distinct()
                .Where(path => TraitPath.TryParse(path) is not null)
                .ToList();
            Assert.All(paths, path => Assert.True(traits.TryResolve(TraitPath.Parse(path), out _, out _), path));
            Assert.All(paths, path => Assert.Empty(WarningsOf(path, catalog)));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_path_that_leads_nowhere_is_answered_with_what_there_is(string name)
    {
        var kind = TraitKind.Find(name)!;
        var warnings = WarningsOf("t.x.y.z.no-such-part", Catalog(kind));

        // What the value of a fact is like, nobody knows beforehand.
        Assert.Equal(kind == TraitKind.Fact ? [] : [$"t has no 'x.y.z.no-such-part'; {kind.DescribeParts(Catalog(kind).Definitions[0])}"], warnings);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_value_that_does_not_fit_is_refused_with_what_would(string name)
    {
        var kind = TraitKind.Find(name)!;
        var catalog = Catalog(kind);
        foreach (var value in Values)
        {
            var faults = new List<Fault>();
            var draft = Draft(value);
            catalog.Validate(draft, Now, faults);
            var isTaken = catalog.TraitsFedBy(draft.Accept(ObservationId.Parse("o"), Now)).Length == 1;
            var expected = $"must be {kind.Expectation(catalog.Definitions[0])}; this is {DataValueJson.Parse(value).KindName}";
            Assert.Equal(isTaken ? [] : [expected], faults.Select(fault => fault.Detail));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_is_fed_by_observations(string name)
    {
        var feed = TraitKind.Find(name)!.IsFedByHours ? "from: v, hour_of: at, confidence: 0.9" : "from: v, confidence: 0.9";
        var taken = new[] { "number", "text", "list", "object" }.Count(type =>
        {
            var catalog = Shipped.Parse($$"""
                traits: { t: { kind: {{name}}, half_life: 30d } }
                observations: { seen: { fields: { v: {{type}}, at: instant }, feeds: [ { trait: t, {{feed}} } ] } }
                """);
            return Values.Any(value =>
            {
                var seen = Observed.Of("seen", $$"""{"v":{{value}},"at":"2026-01-20T08:00:00Z"}""", "2026-01-20T08:00:00Z");
                return MindscapeFold.Rebuild(Observed.Person, [seen], catalog).Traits.Find("t") is { Count: 1 };
            });
        });
        Assert.True(taken > 0, "no value of any field became evidence");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_setting_of_one_kind_has_no_meaning_for_another(string name)
    {
        var own = SettingKeys.Of(TraitKind.Find(name)!);
        foreach (var key in TraitKind.All.SelectMany(SettingKeys.Of).Distinct(StringComparer.Ordinal))
        {
            var faults = TraitCatalogParser.Parse($"traits: {{ t: {{ kind: {name}, half_life: 30d, {key}: {{}} }} }}").Faults;
            Assert.Equal(!own.Contains(key), Assert.Single(faults).Message.StartsWith($"the trait t has no key '{key}'", StringComparison.Ordinal));
        }
    }

    private static TraitCatalog Catalog(TraitKind kind) => Shipped.Parse($"traits: {{ t: {{ kind: {kind.Name}, half_life: 30d }} }}");

    private static ObservationDraft Draft(string value) => new()
    {
        Pointer = "",
        Type = "assertion",
        Content = (DataValue.Map)DataValueJson.Parse($$"""{"trait":"t","value":{{value}}}"""),
        ObservedAt = Now,
    };

    /// <summary>One for each of the values that the trait takes, on different days.</summary>
    private static Observation[] Statements(TraitCatalog catalog)
    {
        var statements = Values
            .Select((value, day) => Observed.Assertion("t", value, $"2026-01-{day + 1:00}T08:00:00Z", id: $"o{day}"))
            .Where(statement => catalog.TraitsFedBy(statement) is ["t"])
            .ToArray();
        Assert.True(statements.Length > 1, $"{catalog.Definitions[0].Kind} takes {statements.Length} of the values");
        return statements;
    }

    private static IEnumerable<string> WarningsOf(string path, TraitCatalog catalog)
    {
        var review = MapperReview.Of($"metadata: {{ id: m }}\nrequired_traits: [{path}]", catalog);
        Assert.Empty(review.Errors);
        return review.Warnings.Select(warning => warning.Message);
    }

    private static IEnumerable<string> Below(string path, DataValue value) => value switch
    {
        DataValue.Map map => map.Entries.SelectMany(entry => Below($"{path}.{entry.Key}", entry.Value)).Prepend(path),
        DataValue.List list => list.Items.SelectMany((item, index) => Below($"{path}.{index}", item)).Prepend(path),
        _ => [path],
    };

    private static DataValue.Map With(DataValue.Map map, string key, DataValue value) =>
        new([.. map.Entries.Select(entry => entry.Key == key ? new(key, value) : entry)]);
}
