using PersonaKit.Core.Values;
using PersonaKit.Language.Sources;

namespace PersonaKit.Core.Tests.Sources;

public class SourceReaderTests
{
    [Theory]
    [InlineData("a: 1", """{"a":1}""")]
    [InlineData("a: 1.50", """{"a":1.5}""")]
    [InlineData("a: '1'", """{"a":"1"}""")]
    [InlineData("a: !!str 1", """{"a":"1"}""")]
    [InlineData("a: 1.0.0", """{"a":"1.0.0"}""")]
    [InlineData("a: 2024-01-15", """{"a":"2024-01-15"}""")]
    [InlineData("a: [yes, Off, ~, null]", """{"a":[true,false,null,null]}""")]
    [InlineData("a: 175928847299117063", """{"a":175928847299117063}""")]
    [InlineData("a: 10000000000000000", """{"a":1e16}""")]
    [InlineData("a: 12345678901234567890", """{"a":1234567890123456789e1}""")]
    [InlineData("a:", """{"a":null}""")]
    [InlineData("a: \"\"", """{"a":""}""")]
    [InlineData("a: &x {b: 1}\nc: *x", """{"a":{"b":1},"c":{"b":1}}""")]
    [InlineData("a: &x {b: 1, d: 2}\nc: {<<: *x, b: 3}", """{"a":{"b":1,"d":2},"c":{"b":3,"d":2}}""")]
    [InlineData("{\n\t\"a\": [\n\t\t1,\n\t\t\"\\ud83d\\ude00\"\n\t]\n}", """{"a":[1,"😀"]}""")]
    public void YAML_and_JSON_become_data(string text, string json)
    {
        var faults = new List<Diagnostic>();
        var node = SourceReader.Read(text, faults);

        Assert.Empty(faults);
        Assert.Equal(DataValueJson.Parse(json), node!.ToData());
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("a: 1\nb: 2\na: 3", 3)]
    [InlineData("a: [1, 2\nb: 3", 1)]
    [InlineData("a: {b: 1", 2)]
    [InlineData("a: \"open", 1)]
    [InlineData("a: 1\n b: 2", 2)]
    [InlineData("a: *missing", 1)]
    [InlineData("a: &x [1, *x]", 1)]
    [InlineData("a: 1\n---\nb: 2", 2)]
    [InlineData("? [1]\n: 2", 1)]
    [InlineData("a: !!python/object:os.system x\nb: !evil y", 2)]
    [InlineData("a: \u0000", 1)]
    [InlineData("a: 1\n\tb: 2", 2)]
    public void What_is_wrong_is_said_with_its_line(string text, int line)
    {
        var faults = new List<Diagnostic>();
        SourceReader.Read(text, faults);

        Assert.Contains(faults, fault => fault.Line == line && fault.Column >= 1 && fault.Message.Length > 0);
    }

    [Fact]
    public void An_alias_bomb_is_refused_before_it_expands()
    {
        var levels = Enumerable.Range(1, 12).Select(i => $"l{i}: &l{i} [{string.Join(", ", Enumerable.Repeat($"*l{i - 1}", 10))}]");
        var faults = new List<Diagnostic>();

        Assert.Null(SourceReader.Read("l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Join('\n', levels), faults));
        Assert.Contains("aliases", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deep_nest_is_refused_and_not_a_full_stack()
    {
        var faults = new List<Diagnostic>();

        Assert.Null(SourceReader.Read(new string('[', 5000) + new string(']', 5000), faults));
        Assert.Contains("nested", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Levels_count_through_aliases_so_that_no_reader_runs_out_of_stack()
    {
        var text = "- &a0 x\n" + string.Concat(Enumerable.Range(1, 2000).Select(i => $"- &a{i} {new string('[', 50)}*a{i - 1} {new string(']', 50)}\n"));
        var faults = new List<Diagnostic>();

        Assert.Null(SourceReader.Read(text, faults));
        var fault = Assert.Single(faults);
        Assert.Contains("nested deeper", fault.Message, StringComparison.Ordinal);
        Assert.Equal(3, fault.Line);
    }

    [Fact]
    public void A_node_as_deep_as_may_be_is_read_through_an_alias_as_well()
    {
        var deepest = new string('[', SourceReader.MaxDepth - 1) + "x" + new string(']', SourceReader.MaxDepth - 1);
        var faults = new List<Diagnostic>();

        Assert.NotNull(SourceReader.Read($"a: &a {deepest}\nb: *a", faults));
        Assert.Empty(faults);
        Assert.Null(SourceReader.Read($"a: &a {deepest}\nb: [*a]", faults));
        Assert.Equal((2, 5), (Assert.Single(faults).Line, faults[0].Column));
    }

    [Fact]
    public void A_long_text_is_not_repeated_without_end()
    {
        var faults = new List<Diagnostic>();

        Assert.Null(SourceReader.Read($"a: &a {new string('x', 500_000)}\nb: [{string.Join(", ", Enumerable.Repeat("*a", 100))}]", faults));
        Assert.Contains("characters once its aliases are expanded", Assert.Single(faults).Message, StringComparison.Ordinal);
    }
}
