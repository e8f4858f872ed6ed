using PersonaKit.Cli.Tests.Hosting;

namespace PersonaKit.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("", "Required command was not provided")]
    [InlineData("dance", "'dance'")]
    [InlineData("mapper", "Required command was not provided")]
    [InlineData("mapper validate", "Required argument 'file' missing")]
    [InlineData("mapper preview --mapper m.yaml", "'--observations' is required")]
    [InlineData("mapper preview --mapper m --observations o --at noon", "--at: 'noon' is not an ISO 8601 instant")]
    [InlineData("mapper preview --mapper m --observations o --day 20.1.2026", "--day: '20.1.2026' is not a day")]
    [InlineData("mapper preview --mapper m --observations o --day 2026-01-20 --step 30s", "--step: '30s' is not")]
    [InlineData("mapper preview --mapper m --observations o --day 2026-01-20 --step 0m", "--step: '0m' is not")]
    [InlineData("mapper preview --mapper m --observations o --day 2026-01-20 --step 9999999w", "--step: '9999999w' is not")]
    [InlineData("mapper preview --mapper m --observations o --step 1h", "--step goes with --day")]
    [InlineData("mapper preview --mapper m --observations o --day 2026-01-20 --at 2026-01-20T09:00:00Z", "cannot both be given")]
    [InlineData("mapper preview --mapper m --observations o --person a/b", "--person: a person id is")]
    [InlineData("observe --person ada observations.jsonl", "--url or PERSONAKIT_URL")]
    [InlineData("observe --person ada --url localhost:7071 observations.jsonl", "is not a URL")]
    [InlineData("persona --person ada --mapper Work! --url http://localhost:1", "--mapper: a mapper's id is")]
    [InlineData("persona --person ada --mapper m --context quiet --url http://localhost:1", "--context: 'quiet' is not name=value")]
    [InlineData("export --url http://localhost:1", "'--person' is required")]
    public async Task An_invalid_command_line_exits_with_2_and_a_message(string arguments, string says)
    {
        var run = await Run.Of(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(says, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "mapper", "observe")]
    [InlineData("mapper validate", "--catalog", "file")]
    [InlineData("mapper preview", "--step", "--context")]
    [InlineData("traits validate", "file", "standard input")]
    [InlineData("observe", "--quiet", "PERSONAKIT_API_KEY")]
    [InlineData("persona", "--after", "receipt")]
    [InlineData("export", "--output", "PERSONAKIT_URL")]
    [InlineData("import", "--person", "person of the export")]
    [InlineData("schema", "mapper", "traits")]
    public async Task Every_command_prints_its_arguments_and_options(string command, params string[] words)
    {
        var run = await Run.Of([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.All(words, word => Assert.Contains(word, run.Output, StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public async Task The_printed_schemas_are_those_in_docs()
    {
        Assert.Equal(Kept("mapper.schema.json"), (await Run.Of("schema", "mapper")).Output);
        Assert.Equal(Kept("traits.schema.json"), (await Run.Of("schema", "traits")).Output);

        static string Kept(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "schemas", file));
    }
}
