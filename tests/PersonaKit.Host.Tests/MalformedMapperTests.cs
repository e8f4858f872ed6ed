using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using PersonaKit.Host.Tests.Hosting;
using Xunit.Abstractions;

namespace PersonaKit.Host.Tests;

/// <summary>Texts that are no mappers: each is answered with a place and a reason, for a bounded price, and never by a failure of the server.</summary>
public sealed class MalformedMapperTests(StartedHost host, ITestOutputHelper output) : IClassFixture<StartedHost>
{
    private const string Head = "metadata: {id: m}\n";

    private static readonly (string Name, byte[] Text)[] All =
    [
        .. new (string Name, string Text)[]
        {
            ("nothing", ""),
            ("a comment", "# nothing here"),
            ("a scalar", "hello"),
            ("a list", "- metadata: {id: m}"),
            ("no metadata", "rules: []"),
            ("no id", "metadata: {name: x}"),
            ("a bad id", "metadata: {id: Not-An-Id}"),
            ("metadata that is text", "metadata: m"),
            ("two documents", "metadata: {id: m}\n---\nmetadata: {id: n}"),
            ("bad indentation", "metadata:\n  id: m\n name: x"),
            ("a tab as indentation", "metadata:\n\tid: m"),
            ("an unclosed bracket", "metadata: {id: m"),
            ("an unclosed quote", "metadata: {id: \"m}"),
            ("an unclosed list", Head + "rules: [1, 2"),
            ("a stray colon", "metadata: id: m"),
            ("a repeated key", Head + "rules: []\nrules: []"),
            ("an unknown key", Head + "ruls: []"),
            ("rules that are a map", Head + "rules: {a: 1}"),
            ("a rule that is text", Head + "rules: [hello]"),
            ("a weight that is text", Rule("weight: heavy")),
            ("a weight beyond all numbers", Rule("weight: 1e999999")),
            ("a weight of a thousand digits", Rule("weight: " + new string('9', 1000))),
            ("a negative weight", Rule("weight: -1")),
            ("an unknown operator", Condition("{trait_check: {path: a, operator: resembles, value: 1}}")),
            ("a check without a path", Condition("{trait_check: {operator: exists}}")),
            ("a path with a space", Condition("{trait_check: {path: 'a b', operator: exists}}")),
            ("an unknown period", Condition("{time_check: {period: noonish}}")),
            ("an hour that is none", Condition("{time_check: {hour_range: [7, 25]}}")),
            ("an unknown zone", Condition("{time_check: {period: night, timezone: Mars/Olympus}}")),
            ("a condition with two keys", Condition("{all: [], any: []}")),
            ("conditions nested too deep", Condition(string.Concat(Enumerable.Repeat("{not: ", 200)) + "{all: []}" + new string('}', 200))),
            ("a thousand open brackets", new string('[', 1000)),
            ("a million open brackets", new string('[', 1_000_000)),
            ("a million open braces", new string('{', 1_000_000)),
            ("a template nobody wrote", Head + "rules: [{id: r, conditions: {all: []}, actions: [{generate_suggestion: {type: t, template: x}}]}]"),
            ("a rule twice", Head + "rules: [" + OneRule("r") + "," + OneRule("r") + "]\ntemplates: {t: {title: T}}"),
            ("an alias of nothing", Head + "core: *nobody"),
            ("an alias inside what it names", Head + "core: &a [*a]"),
            ("a bomb of aliases", Bomb()),
            ("a tower of aliases", Tower()),
            ("a long text a thousand times", Head + "templates: {t: {title: &a '" + new string('x', 500_000) + "'}}\nx: [" + string.Join(", ", Enumerable.Repeat("*a", 1000)) + "]"),
            ("a merge of a scalar", "metadata: {id: m, <<: 7}"),
            ("a tag that makes objects", "metadata: !!python/object:os.system {id: m}"),
            ("NUL", "metadata: {id: m}\0"),
            ("a bell", "metadata: {id: \"m\a\"}"),
            ("half a character, escaped", "{\"metadata\": {\"id\": \"\\ud800\"}}"),
            ("the other half, in a name", "{\"metadata\": {\"id\": \"m\", \"name\": \"x\\udc00\"}}"),
            ("two halves in the wrong order", "{\"metadata\": {\"id\": \"m\", \"name\": \"\\ude00\\ud83d\"}}"),
            ("an escape of what needs none", "metadata: {id: m, name: \"\\😀\"}"),
            ("a character cut in half by a message", Head + "ttl: " + new string('x', 59) + "😀"),
            ("a hundred thousand rules", Head + "rules:\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"- {i}\n"))),
            ("forty thousand unknown keys", Head + string.Concat(Enumerable.Range(0, 40_000).Select(i => $"k{i}: {i}\n"))),
            ("forty thousand keys of a condition", Condition("{" + string.Join(", ", Enumerable.Range(0, 40_000).Select(i => $"k{i}: {i}")) + "}")),
            ("a key of a megabyte", "? " + new string('k', 1_000_000) + "\n: 1"),
            ("a megabyte of quotes", new string('"', 1_000_000)),
            ("a megabyte of anchors", string.Concat(Enumerable.Range(0, 90_000).Select(i => $"- &a{i} x\n"))[..1_000_000]),
            ("a megabyte of commas", "[" + new string(',', 1_000_000)),
            ("a megabyte of dashes", new string('-', 1_000_000)),
            ("a megabyte of question marks", string.Concat(Enumerable.Repeat("? ", 500_000))),
            ("a byte more than a mebibyte", Head + "# " + new string('x', (1024 * 1024) - 19)),
        }.Select(text => (text.Name, Encoding.UTF8.GetBytes(text.Text))),
        ("a picture", [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13]),
        ("half a character", [.. "metadata: {id: m, name: "u8, 0xED, 0xA0, 0x80, .. "}"u8]),
        ("UTF-16 with its mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("metadata: {id: m}")]),
        ("UTF-16 without", Encoding.Unicode.GetBytes("metadata: {id: m}")),
        ("two marks", [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, .. "rules: 7"u8]),
        ("Latin-1", [.. "metadata: {id: m, name: gr"u8, 0xFC, .. "n}"u8]),
    ];

    public static TheoryData<string> Names => [.. All.Select(text => text.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_is_refused_with_its_place(string name)
    {
        var text = All.Single(text => text.Name == name).Text;
        var memory = GC.GetTotalAllocatedBytes();
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var validated = await host.Client.SendTextAsync(HttpMethod.Post, "mappers/validate", text);
        output.WriteLine($"{(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds,6:0} ms of processors, {watch.ElapsedMilliseconds} ms, {(GC.GetTotalAllocatedBytes() - memory) / 1024 / 1024} MiB: {name}");
        var put = await host.Client.SendTextAsync(HttpMethod.Put, "mappers/m", text);
        if (text.Length > 1024 * 1024)
        {
            Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body-too-large"), (validated.Status, validated.Problem));
            Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body-too-large"), (put.Status, put.Problem));
            return;
        }

        Assert.Equal(HttpStatusCode.OK, validated.Status);
        Assert.False(validated.Json.GetProperty("valid").GetBoolean());
        AssertPlaced(validated.Json.GetProperty("errors"));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-mapper"), (put.Status, put.Problem));
        AssertPlaced(put.Json.GetProperty("errors"));

        // However long the text of mistakes, the answer has its bounds.
        Assert.InRange(validated.Json.GetProperty("errors").GetArrayLength(), 1, 501);
        Assert.InRange(validated.Text.Length, 1, 3 * 1024 * 1024);
        Assert.Equal("", host.Log);
    }

    private static void AssertPlaced(JsonElement errors) => Assert.All(errors.EnumerateArray(), error =>
    {
        Assert.True(error.GetProperty("line").GetInt32() >= 1 && error.GetProperty("column").GetInt32() >= 1, error.GetRawText());
        Assert.False(string.IsNullOrWhiteSpace(error.GetProperty("message").GetString()));
    });

    private static string OneRule(string id) => $"{{id: {id}, conditions: {{all: []}}, actions: [{{generate_suggestion: {{type: t, template: t}}}}]}}";

    private static string Rule(string field) =>
        Head + $"rules:\n  - id: r\n    {field}\n    conditions: {{all: []}}\n    actions: [{{generate_suggestion: {{type: t, template: t}}}}]\ntemplates: {{t: {{title: T}}}}";

    private static string Condition(string condition) =>
        Head + $"rules: [{{id: r, conditions: {condition}, actions: [{{generate_suggestion: {{type: t, template: t}}}}]}}]\ntemplates: {{t: {{title: T}}}}";

    /// <summary>Ten of ten of ten …: ten thousand million nodes in half a kilobyte.</summary>
    private static string Bomb() =>
        Head + "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        + string.Concat(Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

    /// <summary>Each node little, each deeper than the one before by as much as a text may be deep: a stack would not hold the last.</summary>
    private static string Tower()
    {
        var text = new StringBuilder(Head).Append("x:\n- &a0 {all: []}\n");
        for (var i = 1; i < 800; i++)
        {
            text.Append($"- &a{i} ").Append(string.Concat(Enumerable.Repeat("{not: ", 50))).Append($"*a{i - 1} ").Append(new string('}', 50)).Append('\n');
        }

        return text.Append("rules: [{id: r, conditions: *a799, actions: []}]").ToString();
    }
}
