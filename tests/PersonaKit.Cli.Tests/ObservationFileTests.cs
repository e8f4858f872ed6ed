using System.Text;
using PersonaKit.Cli.Observing;
using PersonaKit.Cli.Terminal;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Tests;

public sealed class ObservationFileTests
{
    [Theory]
    [InlineData("{\"type\":\"a\"}", 1)]
    [InlineData("\n\n  {\n\"type\":\"a\"}\n", 3)]
    [InlineData("{\"type\":\"a\"}\n\n{\"type\":\"b\"}\r\n{\"type\":\"c\"}\n", 1, 3, 4)]
    [InlineData("[{\"type\":\"a\"},\n{\"type\":\n\"b\"},{\"type\":\"c\"}]", 1, 2, 3)]
    [InlineData("{\"observations\": [\n{\"type\":\"a\"},\n{\"type\":\"b\"}]}", 2, 3)]
    [InlineData("{\"person_id\":\"ada\",\n\"mindscape\":{\"traits\":{\"observations\":[1,2]}},\n\"observations\":[\n{\"type\":\"a\"}\n],\"personas\":[{}]}", 4)]
    [InlineData("\uFEFF[{\"type\":\"a\"}]", 1)]
    public void Each_observation_knows_its_line(string text, params int[] lines) =>
        Assert.Equal(lines, Read(text).Items.Select(item => item.Line));

    [Fact]
    public void The_person_of_an_export_is_read() => Assert.Equal("ada", Read("""{"person_id":"ada","observations":[{"type":"a"}]}""").PersonId);

    [Theory]
    [InlineData("", "f(1,1): error: the file contains no observation", "f(1,1)")]
    [InlineData("[]", "f(1,1): error: the file contains no observation", "f(1,1)")]
    [InlineData("[{\"type\":\"a\"},\n {\"type\" \"b\"}]", "f(2,", "f(2,")]
    [InlineData("{\"type\":\"a\"}\n{\"type\"\n{\"type\":\"b\"}\nx\n", "f(2,", "f(4,")]
    [InlineData("{\"type\":\"a\",\"type\":\"b\"}", "appears twice", "f(1,")]
    public void Malformed_json_is_reported_with_its_position(string text, params string[] says)
    {
        var failure = Assert.Throws<CommandFailure>(() => Read(text));
        Assert.All(says, words => Assert.Contains(words, failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void The_id_of_an_observation_with_an_instant_depends_on_its_content()
    {
        const string one = """{"type":"a","observed_at":"2026-01-20T09:00:00Z","content":{"x":1,"y":2}}""";
        const string same = """{"observed_at":"2026-01-20T09:00:00Z","content":{"y":2,"x":1},"type":"a"}""";
        const string other = """{"type":"a","observed_at":"2026-01-20T09:00:00Z","content":{"x":2}}""";
        var short_ = IdsOf(one);
        var grown = IdsOf($"{other}\n{same}\n{one}\n");
        Assert.Equal(short_[0], grown[1]);
        Assert.Equal(3, grown.Distinct().Count());
        Assert.Equal(grown, IdsOf($"{other}\n{same}\n{one}\n"));
        Assert.All(grown, id => Assert.True(Core.Observations.ObservationId.TryParse(id, out _)));
    }

    [Fact]
    public void The_id_of_an_observation_without_an_instant_depends_on_the_file_and_position()
    {
        const string low = """{"type":"a","content":{}}""";
        var today = IdsOf($"{low}\n{low}\n");
        Assert.Equal(today, IdsOf($"{low}\n{low}\n"));
        Assert.Equal(3, today.Concat(IdsOf($"{low}\n")).Distinct().Count());
    }

    [Fact]
    public void A_given_id_is_kept() => Assert.Equal(["mine"], IdsOf("""{"type":"a","id":"mine"}"""));

    private static string[] IdsOf(string text) =>
        [.. ObservationIds.Assign(Read(text)).Select(item => ((DataValue.Text)((DataValue.Map)item.Value)["id"]!).Value)];

    private static ObservationFile Read(string text) => ObservationFileReader.Read("f", Encoding.UTF8.GetBytes(text));
}
