namespace PersonaKit.Core.Tests.Personas;

public class ConditionFormTests
{
    private const string Yes = "{trait_check: {path: a, operator: exists}}";
    private const string No = "{trait_check: {path: b, operator: exists}}";

    [Theory]
    [InlineData(Yes, true)]
    [InlineData(No, false)]
    [InlineData("{all: []}", true)]
    [InlineData("{any: []}", false)]
    [InlineData("{not: {any: []}}", true)]
    [InlineData($"{{all: [{Yes}, {Yes}]}}", true)]
    [InlineData($"{{all: [{Yes}, {No}]}}", false)]
    [InlineData($"{{any: [{No}, {Yes}]}}", true)]
    [InlineData($"{{any: [{No}, {No}]}}", false)]
    [InlineData($"{{not: {No}}}", true)]
    [InlineData($"{{not: {{not: {No}}}}}", false)]
    [InlineData($"{{all: [{{any: [{No}, {{not: {No}}}]}}, {{not: {{all: [{Yes}, {No}]}}}}]}}", true)]
    [InlineData($"{{type: all, conditions: [{Yes}, {No}]}}", false)]
    [InlineData($"{{type: all, conditions: [{Yes}, {{type: any, conditions: [{No}, {Yes}]}}]}}", true)]
    [InlineData("{type: all, conditions: []}", true)]
    [InlineData("{type: any, conditions: []}", false)]
    [InlineData($"{{type: any, conditions: [{No}, {Yes}]}}", true)]
    [InlineData("{type: single, trait_check: {path: a, operator: exists}}", true)]
    [InlineData("{type: single, context_check: {field: f, operator: equals, value: 1}}", true)]
    [InlineData("{type: single, time_check: {period: morning}}", true)]
    [InlineData("{type: single, path: a, operator: equals, value: 2}", false)]
    [InlineData("{type: single, path: a, operator: equals, value: 1}", true)]
    [InlineData("{type: single, field: f, operator: equals, value: 1}", true)]
    [InlineData("{type: single, period: morning}", true)]
    [InlineData("{type: single, hour_range: [11, 12]}", false)]
    [InlineData("{type: single, day_of_week: TUESDAY, timezone: user_local}", true)]
    [InlineData($"{{type: single, conditions: [{Yes}]}}", true)]
    [InlineData("{type: single, conditions: [{type: single, path: a, operator: not_exists}]}", false)]
    [InlineData("{all: [{type: single, path: a, operator: exists, value: true}]}", true)]
    [InlineData("{type: single, trait_check: {path: a, operator: exists}, context_check: null, time_check: ~, conditions: null}", true)]
    [InlineData("{type: single, trait_check: null, context_check: {field: f, operator: equals, value: 2}}", false)]
    [InlineData("{trait_check: {path: a, value: 1}}", true)]
    [InlineData("{trait_check: {path: a, value: 2}}", false)]
    [InlineData("{time_check: {hour_range: [\"09\", '11']}}", true)]
    [InlineData("{context_check: {field: f, operator: within_minutes, value: \"30\"}}", true)]
    public void Every_notation_of_a_condition_is_understood(string condition, bool expected) =>
        Assert.Equal(expected, Given.Fires(condition, Given.Person("UTC", Given.Trait("a", "1")), context: """{"f":1}"""));

    // 2026-01-20 was a Tuesday.
    [Theory]
    [InlineData("{hour_range: [14, 16]}", "13:59:59.999", false)]
    [InlineData("{hour_range: [14, 16]}", "14:00:00", true)]
    [InlineData("{hour_range: [14, 16]}", "15:59:59.999", true)]
    [InlineData("{hour_range: [14, 16]}", "16:00:00", false)]
    [InlineData("{hour_range: [22, 2]}", "23:00:00", true)]
    [InlineData("{hour_range: [22, 2]}", "01:59:00", true)]
    [InlineData("{hour_range: [22, 2]}", "02:00:00", false)]
    [InlineData("{hour_range: [22, 2]}", "12:00:00", false)]
    [InlineData("{hour_range: [9, 9]}", "09:00:00", false)]
    [InlineData("{hour_range: [0, 24]}", "00:00:00", true)]
    [InlineData("{hour_range: [23, 0]}", "23:30:00", true)]
    [InlineData("{hour_range: [23, 0]}", "00:30:00", false)]
    [InlineData("{day_of_week: [Monday, tuesday]}", "10:00:00", true)]
    [InlineData("{day_of_week: [monday, sunday]}", "10:00:00", false)]
    [InlineData("{day_of_week: Tuesday, period: evening}", "17:00:00", true)]
    [InlineData("{day_of_week: Tuesday, period: evening}", "16:59:00", false)]
    [InlineData("{period: evening, hour_range: [16, 18]}", "17:59:00", true)]
    [InlineData("{period: evening, hour_range: [16, 18]}", "18:00:00", false)]
    [InlineData("{period: morning, hour_range: [14, 16]}", "14:00:00", false)]
    [InlineData("{period: night}", "04:59:00", true)]
    [InlineData("{period: night}", "05:00:00", false)]
    [InlineData("{period: morning, timezone: Asia/Kolkata}", "06:29:00", true)]
    [InlineData("{period: morning, timezone: Asia/Kolkata}", "06:30:00", false)]
    [InlineData("{day_of_week: wednesday, timezone: Pacific/Auckland}", "11:00:00", true)]
    [InlineData("{period: morning, timezone: user_local}", "10:00:00", true)]
    [InlineData("{period: morning, timezone: UTC}", "11:59:00", true)]
    public void The_parts_of_a_time_check_must_all_hold(string check, string time, bool expected) =>
        Assert.Equal(expected, Given.Fires($"{{time_check: {check}}}", Given.Person("UTC"), Given.Instant($"2026-01-20T{time}Z")));

    [Fact]
    public void A_person_without_a_time_zone_lives_in_utc()
    {
        var nowhere = Given.Person("UTC") with { Zones = PersonaKit.Core.Mindscapes.Extraction.ZoneTimeline.Empty };
        Assert.True(Given.Fires("{time_check: {hour_range: [10, 11]}}", nowhere, Given.Instant("2026-01-20T10:30:00Z")));
    }

    [Fact]
    public void Every_node_remembers_its_place_and_answers_alone()
    {
        var rule = Given.Mapper("""
            metadata: {id: m}
            rules:
              - id: r
                conditions:
                  all:
                    - trait_check: {path: b, operator: exists}
                    - not:
                        trait_check: {path: b.c, operator: equals, value: 7}
                actions: [{generate_suggestion: {type: t, template: t}}]
            templates: {t: {title: T}}
            """).Rules[0];
        var evaluation = new Core.Personas.Conditions.EvaluationContext(Given.Person("UTC").Traits, Core.Personas.Contexts.PersonaContext.Empty, Core.Time.LocalZone.Utc, Given.LongAgo);

        Assert.Equal(
            [("All", 5, false), ("TraitCheck", 6, false), ("Not", 7, true), ("TraitCheck", 8, false)],
            rule.Condition.Flatten().Select(node => (node.GetType().Name, node.Line, node.IsTrue(evaluation))));
        Assert.Equal(3, rule.Line);
    }
}
