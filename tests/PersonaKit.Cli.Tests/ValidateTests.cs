using PersonaKit.Cli.Tests.Hosting;

namespace PersonaKit.Cli.Tests;

public sealed class ValidateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_shipped_files_are_valid()
    {
        var mappers = await Run.Of("mapper", "validate", Path.Combine(AppContext.BaseDirectory, "catalog", "mappers"));
        Assert.Equal(new Run(0, "", "2 files: 0 errors, 0 warnings" + Environment.NewLine), mappers);
        var traits = await Run.Of("traits", "validate", Path.Combine(AppContext.BaseDirectory, "catalog", "traits.yaml"));
        Assert.Equal(new Run(0, "", "1 file: 0 errors, 0 warnings" + Environment.NewLine), traits);
    }

    [Fact]
    public async Task Every_error_of_every_file_is_a_line_an_editor_can_jump_to()
    {
        var one = _folder.Write("one.yaml", "metadata: {id: one}\nrules: 7\nbogus: 1\n");
        var two = _folder.Write("two.json", "{\"metadata\": {\"id\": \"Two!\"}}");
        var run = await Run.Of("mapper", "validate", one, Path.Combine(_folder.Path, "missing.yaml"), two);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            [
                $"{one}(2,8): error: rules must be a list, this is a number",
                $"{one}(3,1): error: a mapper has no key 'bogus'; it has metadata, required_traits, trait_mappings, rules, templates, feedback_settings, core, context, max_suggestions, ttl",
                $"{Path.Combine(_folder.Path, "missing.yaml")}(1,1): error: the file is missing",
                $"{two}(1,21): error: a mapper's id is 1 to 64 characters of a-z, 0-9 and _, this is 'Two!'",
            ],
            run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("3 files: 4 errors, 0 warnings", run.Errors.Trim());
    }

    [Fact]
    public async Task A_probable_mistake_is_a_warning_and_exits_with_0()
    {
        var file = _folder.Write("odd.yaml", "metadata: {id: odd}\ntemplates:\n  lonely: {title: Nobody says this}\n");
        var run = await Run.Of("mapper", "validate", file);
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"{file}(3,3): warning: ", run.Output, StringComparison.Ordinal);
        Assert.Equal("1 file: 0 errors, 1 warning", run.Errors.Trim());
    }

    [Fact]
    public async Task A_directory_means_its_yaml_and_json_files()
    {
        _folder.Write("b.yml", "metadata: {id: b}");
        _folder.Write("a.yaml", "metadata: {id: A}");
        _folder.Write("notes.txt", "not a mapper");
        var run = await Run.Of("mapper", "validate", _folder.Path);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{Path.Combine(_folder.Path, "a.yaml")}(1,16): error: ", run.Output, StringComparison.Ordinal);
        Assert.Equal("2 files: 1 error, 0 warnings", run.Errors.Trim());
        using var empty = new TemporaryFolder();
        Assert.Equal(1, (await Run.Of("mapper", "validate", empty.Path)).ExitCode);
    }

    [Fact]
    public async Task Standard_input_is_checked_too()
    {
        var run = await new Run.Desk { Input = "traits:\n  a.b: {kind: nothing, half_life: 1d}\n" }.RunAsync("traits", "validate", "-");
        Assert.Equal((1, "stdin(2,15): error: 'kind' must be quantity, category, tags, rhythm or fact"), (run.ExitCode, run.Output.Trim()));
    }

    [Fact]
    public async Task An_invalid_catalog_is_reported()
    {
        var catalog = _folder.Write("traits.yaml", "traits:\n  a.b: {kind: fact}\n");
        var run = await Run.Of("mapper", "validate", "--catalog", catalog, _folder.Write("m.yaml", "metadata: {id: m}"));
        Assert.Equal((1, $"{catalog}(2,8): error: the trait a.b needs the key 'half_life'"), (run.ExitCode, run.Errors.Trim()));
    }
}
