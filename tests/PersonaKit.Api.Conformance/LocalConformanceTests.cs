using Microsoft.AspNetCore.Builder;
using PersonaKit.Cli.Checking;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Local.Hosting;
using PersonaKit.Local.Options;

namespace PersonaKit.Api.Conformance;

/// <summary>The local host, over a file of its own.</summary>
public sealed class LocalConformanceTests : IAsyncLifetime
{
    private const string Key = "a-key-of-the-conformance-tests";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("personakit-conformance-");
    private WebApplication _app = null!;

    public async Task InitializeAsync()
    {
        var run = Assert.IsType<CommandLineOutcome.Run>(
            CommandLineParser.Parse(["--urls", "http://127.0.0.1:0", "--data", Path.Combine(_folder.FullName, "test.db"), "--api-key", Key]));
        var builder = LocalHost.CreateBuilder(run.Settings);
        var options = Assert.IsType<LocalOptionsOutcome.Valid>(LocalOptionsReader.Read(builder.Configuration)).Options;
        _app = LocalHost.Build(builder, options, () => CatalogFolder.Load(Path.Combine(AppContext.BaseDirectory, "catalog")).Catalog!);
        await _app.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public Task Every_status_that_is_documented_and_can_be_provoked_is_answered_as_documented() =>
        Conformance.AssertAsync(new CheckTarget(new Uri(_app.Urls.First()), Key) { MayWriteMappers = true });

    [Theory]
    [InlineData("grün", "grün")]
    [InlineData("", "")]
    public void The_beginning_of_a_body_is_told_in_characters(string body, string expected) =>
        Assert.Equal(expected, AnswerJudge.Excerpt(System.Text.Encoding.UTF8.GetBytes(body)));

    [Fact]
    public async Task An_answer_that_is_not_as_documented_is_found()
    {
        using var checker = await ApiChecker.ConnectAsync(new CheckTarget(new Uri(_app.Urls.First()), Key), CancellationToken.None);
        var person = new Dictionary<string, string> { ["person_id"] = "nobody", ["mapper_id"] = "m" };
        var wrongStatus = await checker.CheckAsync(new CheckRequest("getMindscape", 200, person), CancellationToken.None);
        Assert.StartsWith("answered 404, not 200", Assert.Single(wrongStatus.Failures), StringComparison.Ordinal);
        var wrongProblem = await checker.CheckAsync(new CheckRequest("getMindscape", 404, person) { Problem = "unknown-mapper" }, CancellationToken.None);
        Assert.Equal("the problem is urn:personakit:problem:unknown-person, not unknown-mapper", Assert.Single(wrongProblem.Failures));
        var schema = ApiOperation.AllOf(checker.Document).Single(operation => operation.Id == "getMindscape").Responses[200].Bodies["application/json"];
        Assert.NotNull(new BodySchemas(checker.Document).Judge(schema, """{"person_id":7}"""u8));
    }
}
