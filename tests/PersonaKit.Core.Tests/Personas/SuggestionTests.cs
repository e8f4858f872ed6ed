using PersonaKit.Core.Values;

namespace PersonaKit.Core.Tests.Personas;

public class SuggestionTests
{
    [Theory]
    [InlineData("walk or rest", "\"walk or rest\"", "walk or rest")]
    [InlineData("15", "15", "15")]
    [InlineData("1.50", "1.5", "1.5")]
    [InlineData("true", "true", "true")]
    [InlineData("[a, 1, [b]]", """["a",1,["b"]]""", "a, 1, b")]
    [InlineData("{a: 1, b: [x]}", """{"a":1,"b":["x"]}""", """{"a":1,"b":["x"]}""")]
    [InlineData("null", "null", "")]
    [InlineData("{from_trait: a}", "90", "90")]
    [InlineData("{from_trait: a.p90}", "120", "120")]
    [InlineData("{from_trait: a, default: 1}", "90", "90")]
    [InlineData("{from_trait: gone, default: 1}", "1", "1")]
    [InlineData("{from_trait: gone, default: [x, y]}", """["x","y"]""", "x, y")]
    [InlineData("{from_trait: nothing, default: 1}", "1", "1")]
    [InlineData("{from_trait: faded, default: 1}", "1", "1")]
    [InlineData("{from_trait: zero, default: 1}", "0", "0")]
    [InlineData("{from_context: c}", "\"mInD\"", "mInD")]
    [InlineData("{from_context: o.k}", "true", "true")]
    [InlineData("{from_context: gone, default: x}", "\"x\"", "x")]
    [InlineData("{default: 5}", "5", "5")]
    [InlineData("{default: Five, transform: lower}", "\"five\"", "five")]
    [InlineData("{from_trait: a, transform: minutes_to_hours}", "\"1.5 hours\"", "1.5 hours")]
    [InlineData("{from_trait: gone, default: 60, transform: minutes_to_hours}", "\"1.0 hours\"", "1.0 hours")]
    [InlineData("{default: \"45\", transform: minutes_to_hours}", "\"0.8 hours\"", "0.8 hours")]
    [InlineData("{default: a while, transform: minutes_to_hours}", "\"a while\"", "a while")]
    [InlineData("{default: [90], transform: minutes_to_hours}", "[90]", "90")]
    [InlineData("{from_context: c, transform: capitalize}", "\"Mind\"", "Mind")]
    [InlineData("{default: \"\", transform: capitalize}", "\"\"", "")]
    [InlineData("{from_context: c, transform: lower}", "\"mind\"", "mind")]
    [InlineData("{default: [A, B], transform: lower}", "\"a, b\"", "a, b")]
    public void A_parameter_has_its_value_and_its_place_in_the_text(string parameter, string expected, string text)
    {
        var suggestion = Suggest(parameter);
        Assert.Equal(expected, DataValueJson.ToJson(suggestion.Parameters["p"]!));
        Assert.Equal($"<{text}|{text}>", suggestion.Description);
    }

    [Theory]
    [InlineData("{from_trait: gone}")]
    [InlineData("{from_trait: nothing}")]
    [InlineData("{from_trait: gone, transform: capitalize}")]
    [InlineData("{from_trait: gone, default: null, transform: lower}")]
    [InlineData("{from_context: gone}")]
    [InlineData("{default: null}")]
    public void A_parameter_without_a_value_is_left_out_and_leaves_nothing_in_the_text(string parameter)
    {
        var suggestion = Suggest(parameter);
        Assert.Empty(suggestion.Parameters.Entries);
        Assert.Equal("<|>", suggestion.Description);
    }

    [Fact]
    public void Braces_around_anything_but_a_name_are_plain_text()
    {
        var suggestion = Suggest("1", title: "{{p}} {} { p } {1p} {p-q.r_s} {p", extra: ", p-q.r_s: 2");
        Assert.Equal("{1} {} { p } {1p} 2 {p", suggestion.Title);
    }

    [Fact]
    public void Values_with_braces_are_not_filled_in_again()
    {
        Assert.Equal("{q} x", Suggest("\"{q}\"", title: "{p} {q}", extra: ", q: x").Title);
    }

    [Fact]
    public void A_long_text_is_rendered_whole()
    {
        var text = new string('x', 5000);
        Assert.Equal($"a{text}b", Suggest(text, title: "a{p}b").Title);
    }

    [Fact]
    public void Suggestions_come_by_weight_then_priority_then_rule_and_are_cut()
    {
        var rules = string.Concat(new[] { ("a", "1.0", "low"), ("b", "1.0", "high"), ("c", "2", "low"), ("d", "1.0", "medium"), ("e", "1.0", "high"), ("f", "0", "high"), ("g", "100", "medium") }
            .Select(rule => $"  - {{id: {rule.Item1}, weight: {rule.Item2}, conditions: {{all: []}}, actions: [{{generate_suggestion: {{type: t, template: {rule.Item3}}}}}]}}\n"));
        var source = $"metadata: {{id: m}}\nrules:\n{rules}templates: {{low: {{title: L, priority: low}}, high: {{title: H, priority: high}}, medium: {{title: M}}}}\n";
        string[] order = ["g", "c", "b", "e", "d", "a"];
        Assert.Equal(order[..5], Given.RuleIds(Given.Built(Given.Person("UTC"), Given.Mapper(source), Given.LongAgo)));
        Assert.Equal(order, Given.RuleIds(Given.Built(Given.Person("UTC"), Given.Mapper(source + "max_suggestions: 50"), Given.LongAgo)));
        Assert.Equal(order[..1], Given.RuleIds(Given.Built(Given.Person("UTC"), Given.Mapper(source + "max_suggestions: 1"), Given.LongAgo)));
    }

    [Fact]
    public void A_rule_may_suggest_several_things()
    {
        var mapper = Given.Mapper("""
            metadata: {id: m}
            rules:
              - id: r
                locked: true
                conditions: {all: []}
                actions:
                  - generate_suggestion: {type: one, template: t}
                  - generate_suggestion: {type: two, template: u}
                  - generate_suggestion: {type: three, template: t}
            templates: {t: {title: T}, u: {title: U, priority: high}}
            """);
        Assert.True(mapper.Rules[0].IsLocked);
        Assert.Equal(["two", "one", "three"], Given.Built(Given.Person("UTC"), mapper, Given.LongAgo).Overlay.Suggestions.Select(suggestion => suggestion.Type));
    }

    private static Core.Personas.Suggestions.Suggestion Suggest(string parameter, string title = "T", string extra = "")
    {
        var mapper = Given.Mapper($$$"""
            metadata: {id: m}
            rules:
              - id: r
                conditions: {all: []}
                actions: [{generate_suggestion: {type: t, template: t, parameters: {p: {{{parameter}}}{{{extra}}} } } }]
            templates: {t: {title: "{{{title}}}", description: "<{p}|{p}>"}}
            """);
        var person = Given.Person(
            "UTC",
            Given.Trait("a", "90", detail: """{"p90":120}"""),
            Given.Trait("nothing", "null"),
            Given.Trait("zero", "0"),
            Given.Trait("faded", "7", Given.Faded));
        return Assert.Single(Given.Built(person, mapper, Given.LongAgo, Given.Context("""{"c":"mInD","o":{"k":true}}""")).Overlay.Suggestions);
    }
}
