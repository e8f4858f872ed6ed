using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Language.Catalogs;
using PersonaKit.Language.Review;

namespace PersonaKit.Core.Tests.Personas.Review;

/// <summary>What is allowed in a mapper and hardly meant, with its place.</summary>
public class MapperReviewTests
{
    private static readonly TraitCatalog Catalog = TraitCatalogParser.Parse("""
        traits:
          profile.time_zone: { kind: fact, half_life: 3650d }
          focus: { kind: quantity, half_life: 28d }
          rhythm: { kind: rhythm, half_life: 28d }
          peaks: { from: rhythm.peak_hours }
          cost: { kind: category, values: [high, low], half_life: 28d }
          mood: { kind: category, half_life: 3h }
          skills: { kind: tags, half_life: 28d }
          therapy.*: { kind: fact, half_life: 90d }
        """).Catalog!;

    [Theory]
    [InlineData("daily_work_optimizer")]
    [InlineData("therapy_insights")]
    public void The_shipped_mappers_have_nothing_to_warn_of(string id)
    {
        var review = MapperReview.Of(Given.ShippedSource(id), Shipped.Catalog);
        Assert.Empty(review.Errors);
        Assert.Empty(review.Warnings);
    }

    [Theory]
    [InlineData("focus")]
    [InlineData("focus.p90")]
    [InlineData("focus.trend")]
    [InlineData("rhythm.morning")]
    [InlineData("rhythm.peak_hours.0")]
    [InlineData("rhythm.hours.23")]
    [InlineData("peaks")]
    [InlineData("peaks.1")]
    [InlineData("cost.share.high")]
    [InlineData("cost.count")]
    [InlineData("mood.share.whatever")]
    [InlineData("skills.3")]
    [InlineData("therapy.anything.at.all")]
    [InlineData("profile.time_zone")]
    public void A_path_that_may_lead_somewhere_is_no_warning(string path) => Assert.Empty(WarningsOfPath(path));

    [Theory]
    [InlineData("focuss", "no trait of the catalog provides focuss")]
    [InlineData("focus.p95", "focus has no 'p95'; a quantity has p50, p90")]
    [InlineData("focus.share.high", "focus has no 'share.high'")]
    [InlineData("focus.p90.x", "focus has no 'p90.x'")]
    [InlineData("rhythm.dawn", "rhythm has no 'dawn'; a rhythm has morning")]
    [InlineData("rhythm.hours.24", "rhythm has no 'hours.24'")]
    [InlineData("peaks.first", "peaks is read from rhythm.peak_hours, which has no 'first'")]
    [InlineData("cost.share.medium", "the words high, low")]
    [InlineData("mood.high", "mood has no 'high'; a category has count, share")]
    [InlineData("skills.first", "skills has no 'first'; tags have")]
    [InlineData("therapy", "no trait of the catalog provides therapy")]
    [InlineData("profile.time_zone.city", "profile.time_zone has no 'city'; a time zone")]
    public void A_path_that_leads_nowhere_is_named_wherever_it_stands(string path, string expected)
    {
        var warnings = WarningsOfPath(path);
        Assert.Equal([2, 3, 4, 8, 12], warnings.Select(warning => warning.Line));
        Assert.All(warnings, warning => Assert.Contains(expected, warning.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cost, operator: equals, value: hihg", "cost is never 'hihg'; it is one of high, low")]
    [InlineData("cost, operator: not_equals, value: medium", "cost is never 'medium'")]
    [InlineData("cost, operator: in, value: [high, middle]", "cost is never 'middle'")]
    [InlineData("cost, operator: equals, value: 1", "cost is never '1'")]
    [InlineData("rhythm.night, operator: equals, value: best", "rhythm.night is never 'best'; it is one of high, medium, low")]
    [InlineData("focus.trend, operator: equals, value: up", "focus.trend is never 'up'; it is one of rising, falling, steady")]
    public void A_word_that_no_trait_can_be_is_named(string check, string expected) =>
        Assert.Contains(expected, Assert.Single(Conditions($"{{trait_check: {{path: {check}}}}}")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{trait_check: {path: cost, operator: equals, value: high}}")]
    [InlineData("{trait_check: {path: mood, operator: equals, value: anything}}")]
    [InlineData("{all: [{time_check: {period: morning}}, {time_check: {hour_range: [11, 14]}}]}")]
    [InlineData("{all: [{time_check: {period: morning}}, {time_check: {period: evening, timezone: Asia/Tokyo}}]}")]
    [InlineData("{any: [{time_check: {period: morning}}, {time_check: {period: evening}}]}")]
    [InlineData("{all: [{trait_check: {path: focus, operator: gte, value: 5}}, {trait_check: {path: focus, operator: lte, value: 5}}]}")]
    [InlineData("{all: [{trait_check: {path: cost, operator: equals, value: high}}, {trait_check: {path: mood, operator: not_exists}}]}")]
    [InlineData("{all: [{trait_check: {path: cost, operator: not_equals, value: high}}, {trait_check: {path: cost, operator: not_exists}}]}")]
    [InlineData("{not: {any: []}}")]
    [InlineData("{not: {all: [{trait_check: {path: cost, operator: exists}}, {trait_check: {path: cost, operator: not_exists}}]}}")]
    public void A_rule_that_may_fire_is_no_warning(string condition) => Assert.Empty(Conditions(condition));

    [Theory]
    [InlineData("{any: []}", "an empty any")]
    [InlineData("{not: {all: []}}", "an empty all")]
    [InlineData("{all: [{time_check: {period: morning}}, {time_check: {period: evening}}]}", "no hour of the week")]
    [InlineData("{all: [{time_check: {day_of_week: monday}}, {all: [{time_check: {day_of_week: tuesday}}]}]}", "no hour of the week")]
    [InlineData("{time_check: {hour_range: [9, 9]}}", "no hour of the week")]
    [InlineData("{all: [{time_check: {period: night}}, {not: {time_check: {hour_range: [20, 6]}}}]}", "no hour of the week")]
    [InlineData("{all: [{trait_check: {path: mood, operator: equals, value: a}}, {trait_check: {path: mood, operator: equals, value: b}}]}", "no value of mood")]
    [InlineData("{all: [{trait_check: {path: mood, operator: exists}}, {trait_check: {path: mood, operator: not_exists}}]}", "mood cannot be missing")]
    [InlineData("{all: [{trait_check: {path: mood, operator: equals, value: a}}, {not: {trait_check: {path: mood, operator: exists}}}]}", "mood cannot be missing")]
    [InlineData("{all: [{trait_check: {path: mood, operator: in, value: [a, b]}}, {trait_check: {path: mood, operator: equals, value: c}}]}", "no value of mood")]
    [InlineData("{trait_check: {path: mood, operator: in, value: []}}", "no empty list")]
    [InlineData("{all: [{trait_check: {path: focus, operator: greater_than, value: 5}}, {trait_check: {path: focus, operator: less_than, value: 5}}]}", "no number")]
    [InlineData("{trait_check: {path: focus, operator: gte, value: much}}", "no number")]
    [InlineData("{all: [{context_check: {field: room, operator: equals, value: a}}, {context_check: {field: room, operator: not_equals, value: a}}]}", "no value of room")]
    [InlineData("{any: [{any: []}, {time_check: {hour_range: [9, 9]}}]}", "an empty any")]
    [InlineData("{not: {any: [{trait_check: {path: mood, operator: exists}}, {not: {trait_check: {path: mood, operator: equals, value: a}}}]}}", "mood cannot be missing")]
    public void A_rule_that_can_never_fire_is_named_with_the_reason(string condition, string expected)
    {
        var warning = Assert.Single(Conditions(condition));
        Assert.Contains("the rule 'r' never fires", warning.Message, StringComparison.Ordinal);
        Assert.Contains(expected, warning.Message, StringComparison.Ordinal);
        Assert.Equal(4, warning.Line);
    }

    [Fact]
    public void A_rule_of_weight_0_never_suggests_anything() =>
        Assert.Equal("line 5, column 13: the rule 'r' never suggests anything: its weight is 0", Assert.Single(Conditions("{all: []}", "weight: 0")).ToString());

    [Fact]
    public void What_nothing_uses_is_named_with_its_place()
    {
        var review = MapperReview.Of(
            """
            metadata: {id: m}
            context:
              noise: number
              size: number
            trait_mappings:
              cheer: cost
              rest: cost
            rules:
              - id: r
                conditions: {context_check: {field: noise.level, operator: gte, value: 3}}
                actions: [{generate_suggestion: {type: rest, template: used}}]
            templates:
              used: {title: Used}
              spare: {title: Spare}
            """,
            Catalog);
        Assert.Equal(
            [
                "line 4, column 3: the context field 'size' is read by no rule",
                "line 6, column 3: no rule makes a suggestion of the type 'cheer'",
                "line 14, column 3: the template 'spare' is used by no rule",
            ],
            review.Warnings.Select(warning => warning.ToString()));
    }

    [Fact]
    public void The_id_that_was_expected_is_held_against_the_one_in_the_text()
    {
        var review = MapperReview.Of("metadata:\n  id: mine\n", Catalog, MapperId.Parse("yours"));
        Assert.Null(review.Program);
        Assert.Equal("line 2, column 7: the mapper's id is mine, here yours was expected", Assert.Single(review.Errors).ToString());
    }

    [Fact]
    public void Errors_come_alone() =>
        Assert.Empty(MapperReview.Of("metadata: {id: m, colour: red}\ntemplates: {spare: {title: Spare}}", Catalog).Warnings);

    [Fact]
    public void Ten_thousand_lists_against_one_another_are_left_unjudged_instead_of_waited_for()
    {
        var list = $"[{string.Join(", ", Enumerable.Range(0, 3000))}]";
        var check = $"{{trait_check: {{path: mood, operator: in, value: {list}}}}}";
        Assert.Empty(Conditions($"{{all: [{check}, {check.Replace("[0,", "[9999,", StringComparison.Ordinal)}]}}"));
    }

    private static IReadOnlyList<Language.Sources.Diagnostic> WarningsOfPath(string path) =>
        MapperReview.Of(
            $$$"""
            metadata: {id: m}
            required_traits: [{{{path}}}]
            core: [{{{path}}}]
            trait_mappings: {t: {{{path}}}}
            rules:
              - id: r
                conditions:
                  trait_check: {path: {{{path}}}, operator: exists}
                actions:
                  - generate_suggestion:
                      type: t
                      parameters: {p: {from_trait: {{{path}}}}}
                      template: t
            templates: {t: {title: T}}
            """,
            Catalog).Warnings;

    private static IReadOnlyList<Language.Sources.Diagnostic> Conditions(string condition, string more = "weight: 1") =>
        MapperReview.Of(
            $$$"""
            metadata: {id: m}
            rules:
              - id: r
                conditions: {{{condition}}}
                {{{more}}}
                actions: [{generate_suggestion: {type: t, template: t}}]
            templates: {t: {title: T}}
            """,
            Catalog).Warnings;
}
