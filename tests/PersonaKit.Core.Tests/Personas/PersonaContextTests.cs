using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Tests.Personas;

public class PersonaContextTests
{
    private const string Declared = "context: {t: text, n: number, b: {type: boolean}, i: {type: instant, description: when}, m: instant_or_minutes}";

    [Theory]
    [InlineData("t", "5", "\"5\"")]
    [InlineData("t", "", "\"\"")]
    [InlineData("t", "2026-01-20T10:00:00 01:00", "\"2026-01-20T10:00:00 01:00\"")]
    [InlineData("n", "1.50", "1.5")]
    [InlineData("n", "-1e2", "-100")]
    [InlineData("b", "true", "true")]
    [InlineData("b", "false", "false")]
    [InlineData("i", "2026-01-20T10:00:00Z", "\"2026-01-20T10:00:00Z\"")]
    [InlineData("i", "2026-01-20T10:00:00", "\"2026-01-20T10:00:00\"")]
    [InlineData("i", "2026-01-20T10:00:00 01:00", "\"2026-01-20T10:00:00+01:00\"")]
    [InlineData("m", "2026-01-20T10:00 05:45", "\"2026-01-20T10:00+05:45\"")]
    [InlineData("m", "30", "30")]
    public void A_declared_field_is_read_by_its_type(string field, string text, string expected) =>
        Assert.Equal(expected, DataValueJson.ToJson(Read(Given.Rule("{all: []}", Declared), (field, text)).Values[field]!));

    [Theory]
    [InlineData("n", "many", "a number is expected")]
    [InlineData("n", "", "a number is expected")]
    [InlineData("n", "NaN", "a number is expected")]
    [InlineData("n", "1e999", "a number is expected")]
    [InlineData("b", "yes", "true or false is expected")]
    [InlineData("i", "tomorrow", "an ISO 8601 date and time is expected")]
    [InlineData("i", "2026-01-20", "an ISO 8601 date and time is expected")]
    [InlineData("i", "15", "an ISO 8601 date and time is expected")]
    [InlineData("m", "soon", "or a number of minutes from now is expected")]
    [InlineData("x", "1", "the mapper m has no such field; it declares t, n, b, i, m")]
    [InlineData("a b", "1", "the name of a context field is 1 to 64 characters")]
    [InlineData("", "1", "the name of a context field")]
    public void A_field_that_does_not_fit_is_a_fault_that_names_it(string field, string text, string expected)
    {
        var faults = new List<Fault>();
        Assert.Null(ContextReader.TryRead(Given.Rule("{all: []}", Declared), [new(field, text)], faults));
        var fault = Assert.Single(faults);
        Assert.Equal("context." + field, fault.Pointer);
        Assert.Contains(expected, fault.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5", "5")]
    [InlineData("-0.5e1", "-5")]
    [InlineData("05", "\"05\"")]
    [InlineData("5 ", "\"5 \"")]
    [InlineData("true", "true")]
    [InlineData("null", "null")]
    [InlineData("True", "\"True\"")]
    [InlineData("\"5\"", "\"5\"")]
    [InlineData("\"open", "\"\\\"open\"")]
    [InlineData("[1]", "\"[1]\"")]
    [InlineData("{}", "\"{}\"")]
    [InlineData("NaN", "\"NaN\"")]
    [InlineData("1e999", "\"1e999\"")]
    [InlineData("", "\"\"")]
    [InlineData("\"\\ud800\"", "\"\\\"\\\\ud800\\\"\"")]
    [InlineData("2026-01-20T10:00:00Z", "\"2026-01-20T10:00:00Z\"")]
    [InlineData("2026-01-20T10:00:00 01:00", "\"2026-01-20T10:00:00+01:00\"")]
    [InlineData("2026-01-20T10:00:00 99:00", "\"2026-01-20T10:00:00 99:00\"")]
    public void Without_declarations_any_field_is_taken_and_its_type_inferred(string text, string expected) =>
        Assert.Equal(expected, DataValueJson.ToJson(Read(Given.Rule("{all: []}"), ("f", text)).Values["f"]!));

    [Theory]
    [InlineData("used", true)]
    [InlineData("deep.inside", true)]
    [InlineData("deep", true)]
    [InlineData("param", true)]
    [InlineData("t", true)]
    [InlineData("deep.other", false)]
    [InlineData("dee", false)]
    [InlineData("title", false)]
    public void With_declarations_the_fields_that_rules_read_are_taken_too(string field, bool accepted)
    {
        var mapper = Given.Mapper($$$"""
            metadata: {id: m}
            rules:
              - id: r
                conditions: {any: [{context_check: {field: used, operator: exists}}, {not: {context_check: {field: deep.inside, operator: exists} } }]}
                actions: [{generate_suggestion: {type: t, template: t, parameters: {p: {from_context: param} } } }]
            templates: {t: {title: T}}
            {{{Declared}}}
            """);
        Assert.Equal(accepted, ContextReader.TryRead(mapper, [new(field, "1")], []) is not null);
    }

    [Fact]
    public void Every_fault_is_reported()
    {
        var faults = new List<Fault>();
        Assert.Null(ContextReader.TryRead(Given.Rule("{all: []}", Declared), [new("n", "x"), new("b", "x"), new("t", "1"), new("t", "2"), new("i", new string('1', 1025))], faults));
        Assert.Equal(["context.n", "context.b", "context.t", "context.i"], faults.Select(fault => fault.Pointer));
        Assert.Equal("the field is given twice", faults[2].Detail);
        Assert.Equal("a context value has at most 1024 characters, this one has 1025", faults[3].Detail);
    }

    [Fact]
    public void Thirty_two_fields_are_enough()
    {
        var mapper = Given.Rule("{all: []}");
        var fields = Enumerable.Range(0, 33).Select(i => KeyValuePair.Create($"f{i}", "1")).ToList();
        var faults = new List<Fault>();
        Assert.Null(ContextReader.TryRead(mapper, fields, faults));
        Assert.Single(faults);
        Assert.NotNull(ContextReader.TryRead(mapper, fields[..32], []));
    }

    [Fact]
    public void Equal_contexts_have_equal_digests_whatever_their_order_and_spelling()
    {
        var mapper = Given.Rule("{all: []}");
        var one = Read(mapper, ("b", "15"), ("a", "x"));
        var other = Read(mapper, ("a", "x"), ("b", "15.0"));
        Assert.Equal(one.Digest, other.Digest);
        Assert.Equal(["a", "b"], one.Values.Entries.Select(entry => entry.Key));
        Assert.Matches("^[a-z2-7]{26}$", one.Digest);
        Assert.NotEqual(one.Digest, Read(mapper, ("a", "x"), ("b", "\"15\"")).Digest);
        Assert.NotEqual(one.Digest, Read(mapper, ("a", "x")).Digest);
        Assert.Equal(one.Digest, Given.Context("""{"b":15,"a":"x"}""").Digest);
    }

    [Fact]
    public void The_digest_is_the_same_in_every_release()
    {
        // Stored rows are found by it.
        Assert.Equal("0", PersonaContext.Empty.Digest);
        Assert.Equal("0", Read(Given.Rule("{all: []}")).Digest);
        Assert.Equal("wfnnsockuqie7awlkutw5chp2q", Given.Context("""{"upcoming_meeting":"2026-01-20T10:00:00Z"}""").Digest);
    }

    [Theory]
    [InlineData("2026-01-20T10:00:00Z", "20", "\"2026-01-20T10:20:00Z\"")]
    [InlineData("2026-01-20T10:00:37.5Z", "20", "\"2026-01-20T10:20:00Z\"")]
    [InlineData("2026-01-20T10:00:59.999Z", "20", "\"2026-01-20T10:20:00Z\"")]
    [InlineData("2026-01-20T10:01:00Z", "20", "\"2026-01-20T10:21:00Z\"")]
    [InlineData("2026-01-20T10:00:37Z", "\"20\"", "\"2026-01-20T10:20:00Z\"")]
    [InlineData("2026-01-20T10:00:37Z", "0", "\"2026-01-20T10:01:00Z\"")]
    [InlineData("2026-01-20T10:00:37Z", "0.5", "\"2026-01-20T10:01:00Z\"")]
    [InlineData("2026-01-20T10:00:37Z", "-5", "\"2026-01-20T09:55:00Z\"")]
    [InlineData("2026-01-20T10:00:37Z", "1e300", "\"9999-12-31T23:59:00Z\"")]
    [InlineData("2026-01-20T10:00:37Z", "-1e300", "\"1900-01-01T00:00:00Z\"")]
    [InlineData("2026-01-20T10:00:37Z", "\"2026-01-20T11:00\"", "\"2026-01-20T11:00\"")]
    public void Minutes_from_now_become_an_instant_counted_from_the_start_of_the_minute(string at, string value, string expected)
    {
        var checkedField = Given.Rule("{context_check: {field: m.starts, operator: within_minutes, value: 30}}");
        var nested = RelativeTimes.Resolve(checkedField, Given.Context($$"""{"m":{"starts":{{value}},"size":5},"n":5}"""), Given.Instant(at));
        Assert.Equal($$"""{"m":{"starts":{{expected}},"size":5},"n":5}""", DataValueJson.ToJson(nested.Values));

        var declared = RelativeTimes.Resolve(Given.Rule("{all: []}", Declared), Given.Context($$"""{"m":{{value}},"n":5}"""), Given.Instant(at));
        Assert.Equal($$"""{"m":{{expected}},"n":5}""", DataValueJson.ToJson(declared.Values));
        Assert.Same(declared, RelativeTimes.Resolve(Given.Rule("{all: []}", Declared), declared, Given.Instant(at)));
    }

    private static PersonaContext Read(MapperProgram mapper, params (string Name, string Text)[] fields)
    {
        var faults = new List<Fault>();
        var context = ContextReader.TryRead(mapper, [.. fields.Select(field => KeyValuePair.Create(field.Name, field.Text))], faults);
        Assert.Empty(faults);
        return context!;
    }
}
