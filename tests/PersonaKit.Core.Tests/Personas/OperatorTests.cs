namespace PersonaKit.Core.Tests.Personas;

public class OperatorTests
{
    [Theory]
    [InlineData("exists", "true", "0", true)]
    [InlineData("exists", "true", "null", true)]
    [InlineData("exists", "true", "false", true)]
    [InlineData("exists", "true", "[]", true)]
    [InlineData("not_exists", "true", "null", false)]
    [InlineData("equals", "high", "\"high\"", true)]
    [InlineData("equals", "high", "\"High\"", false)]
    [InlineData("equals", "1.0", "1", true)]
    [InlineData("equals", "1", "\"1\"", false)]
    [InlineData("equals", "\"1\"", "1", false)]
    [InlineData("equals", "null", "null", true)]
    [InlineData("equals", "null", "0", false)]
    [InlineData("equals", "[1, {a: 2, b: 3}]", """[1,{"b":3,"a":2}]""", true)]
    [InlineData("equals", "[1, 2]", "[2,1]", false)]
    [InlineData("equals", "yes", "true", true)]
    [InlineData("not_equals", "high", "\"low\"", true)]
    [InlineData("not_equals", "high", "\"high\"", false)]
    [InlineData("not_equals", "null", "null", false)]
    [InlineData("greater_than", "80", "81", true)]
    [InlineData("greater_than", "81", "81", false)]
    [InlineData("greater", "80", "\"81\"", true)]
    [InlineData("greater_than", "\"80\"", "81", true)]
    [InlineData("greater_than", "80", "\"many\"", false)]
    [InlineData("greater_than", "80", "\"Infinity\"", false)]
    [InlineData("greater_than", "80", "true", false)]
    [InlineData("greater_than", "high", "81", false)]
    [InlineData("greater_than", "80", "[81]", false)]
    [InlineData("less_than", "80", "79.9", true)]
    [InlineData("less", "80", "80", false)]
    [InlineData("less_than", "80", "\"NaN\"", false)]
    [InlineData("less_than", "80", "null", false)]
    [InlineData("gte", "80", "80", true)]
    [InlineData("gte", "80", "79", false)]
    [InlineData("lte", "80", "80", true)]
    [InlineData("lte", "80", "\" 8e1 \"", true)]
    [InlineData("lte", "80", "81", false)]
    [InlineData("contains", "b", """["a","b"]""", true)]
    [InlineData("contains", "2", "[1,2.0]", true)]
    [InlineData("contains", "2", """["2"]""", false)]
    [InlineData("contains", "{a: 1}", """[{"a":1}]""", true)]
    [InlineData("contains", "cus", "\"focus\"", true)]
    [InlineData("contains", "CUS", "\"focus\"", false)]
    [InlineData("contains", "1", "\"123\"", false)]
    [InlineData("contains", "a", """{"a":null}""", true)]
    [InlineData("contains", "b", """{"a":"b"}""", false)]
    [InlineData("contains", "1", "1", false)]
    [InlineData("in", "[low, medium]", "\"low\"", true)]
    [InlineData("in", "[low, medium]", "\"high\"", false)]
    [InlineData("in", "[1, 2]", "2", true)]
    [InlineData("in", "[null]", "null", true)]
    [InlineData("in", "[]", "null", false)]
    public void An_operator_means_what_the_language_page_says(string name, string literal, string value, bool expected)
    {
        Assert.Equal(expected, Given.Fires(Check(name, literal), Given.Person("UTC", Given.Trait("a.b", value))));
        Assert.Equal(expected, Given.Fires($"{{context_check: {{field: f, operator: {name}, value: {literal}}}}}", Given.Person("UTC"), context: $"{{\"f\":{value}}}"));
    }

    [Theory]
    [InlineData("exists", "true", false)]
    [InlineData("not_exists", "true", true)]
    [InlineData("equals", "null", false)]
    [InlineData("not_equals", "high", true)]
    [InlineData("not_equals", "null", true)]
    [InlineData("greater_than", "-1", false)]
    [InlineData("less_than", "1", false)]
    [InlineData("gte", "0", false)]
    [InlineData("lte", "0", false)]
    [InlineData("contains", "x", false)]
    [InlineData("in", "[null]", false)]
    public void What_is_missing_or_faded_equals_nothing(string name, string literal, bool expected)
    {
        Assert.Equal(expected, Given.Fires(Check(name, literal), Given.Person("UTC")));
        Assert.Equal(expected, Given.Fires(Check(name, literal), Given.Person("UTC", Given.Trait("a.b", "\"high\"", Given.Faded))));
        Assert.Equal(expected, Given.Fires($"{{trait_check: {{path: a.b.c, operator: {name}, value: {literal}}}}}", Given.Person("UTC", Given.Trait("a.b", "\"high\""))));
        Assert.Equal(expected, Given.Fires($"{{context_check: {{field: f, operator: {name}, value: {literal}}}}}", Given.Person("UTC"), context: """{"g":1}"""));
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("30", true)]
    [InlineData("30.01", false)]
    [InlineData("-0.01", false)]
    [InlineData("\"15\"", true)]
    [InlineData("\"soon\"", false)]
    [InlineData("null", false)]
    [InlineData("true", false)]
    [InlineData("\"2026-01-20T10:00:00Z\"", true)]
    [InlineData("\"2026-01-20T10:30:00Z\"", true)]
    [InlineData("\"2026-01-20T10:30:00.001Z\"", false)]
    [InlineData("\"2026-01-20T09:59:59.999Z\"", false)]
    [InlineData("\"2026-01-20T15:45:00+05:45\"", true)]
    [InlineData("\"2026-01-20T15:59:00\"", true)]
    [InlineData("\"2026-01-20T15:59\"", true)]
    [InlineData("\"2026-01-20T10:15:00\"", false)]
    [InlineData("\"0001-01-01T00:00:00\"", false)]
    [InlineData("\"9999-12-31T23:59:59\"", false)]
    public void Within_minutes_reads_instants_minutes_and_times_on_the_persons_clock(string value, bool expected) =>
        Assert.Equal(expected, Given.Fires("{context_check: {field: f, operator: within_minutes, value: 30}}", Given.Person("Asia/Kathmandu"), context: $"{{\"f\":{value}}}"));

    [Fact]
    public void A_limit_longer_than_the_calendar_means_at_any_time_ahead()
    {
        const string condition = "{context_check: {field: f, operator: within_minutes, value: 1e300}}";
        Assert.True(Given.Fires(condition, Given.Person("UTC"), context: """{"f":"9998-01-01T00:00:00Z"}"""));
        Assert.False(Given.Fires(condition, Given.Person("UTC"), context: """{"f":"2026-01-20T09:00:00Z"}"""));
    }

    [Fact]
    public void A_context_field_may_have_dots_in_its_name_or_members_inside()
    {
        const string condition = "{context_check: {field: meeting.size, operator: gte, value: 5}}";
        Assert.True(Given.Fires(condition, Given.Person("UTC"), context: """{"meeting.size":6}"""));
        Assert.True(Given.Fires(condition, Given.Person("UTC"), context: """{"meeting":{"size":6}}"""));
        Assert.False(Given.Fires(condition, Given.Person("UTC"), context: """{"meeting":6}"""));
    }

    [Fact]
    public void A_trait_is_seen_up_to_the_millisecond_before_it_fades()
    {
        var curve = Given.FadingAfter(Given.Instant("2026-01-20T10:00:00Z"), TimeSpan.FromMinutes(10));
        var person = Given.Person("UTC", Given.Trait("a.b", "1", curve));
        Assert.True(Given.Fires(Check("exists", "1"), person, curve.FadesAt!.Value.AddMilliseconds(-1)));
        Assert.False(Given.Fires(Check("exists", "1"), person, curve.FadesAt!.Value));
    }

    private static string Check(string name, string literal) => $"{{trait_check: {{path: a.b, operator: {name}, value: {literal}}}}}";
}
