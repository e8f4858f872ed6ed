using PersonaKit.Api;
using PersonaKit.Functions.Tests.Hosting;

namespace PersonaKit.Functions.Tests;

public sealed class HandlerTests(FunctionsWorld world) : IClassFixture<FunctionsWorld>
{
    private const string Session =
        """{"type":"work_session","observed_at":"2026-01-20T08:00:00Z","content":{"duration_minutes":90,"productivity_score":5,"interruptions":0}}""";

    private static readonly Dictionary<string, string> Ada = new() { ["person_id"] = "ada", ["mapper_id"] = "daily_work_optimizer", ["revision"] = "1" };

    public static TheoryData<string, string> Answers => new()
    {
        { "listObservations", "\"observations\":[{" },
        { "getMindscape", "\"traits\":{\"" },
        { "getPersona", "\"mapper_id\":\"daily_work_optimizer\"" },
        { "listPersonas", "\"personas\":[{" },
        { "listMappers", "\"therapy_insights\"" },
        { "getMapper", "\"daily_work_optimizer\"" },
        { "listTraits", "\"work.focus_duration\"" },
        { "getLiveness", "\"status\":\"live\"" },
        { "getReadiness", "\"status\":\"ready\"" },
        { "getOpenApi", "\"openapi\": \"3." },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_function_answers_as_its_route_does(string name, string expected)
    {
        var posted = await world.InvokeAsync(HttpFunction.Named("postObservations"), Ada, Session);
        Assert.Equal(202, posted.Status);
        Assert.Contains("\"receipt\":\"", posted.Body, StringComparison.Ordinal);
        await world.InvokeAsync(HttpFunction.Named("getPersona"), Ada);

        var answer = await world.InvokeAsync(HttpFunction.Named(name), Ada);
        Assert.Equal((200, "application/json"), (answer.Status, answer.ContentType));
        Assert.Contains(expected, answer.Body, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Tried => new()
    {
        { "previewMapper", """{"mapper_id":"daily_work_optimizer","person_id":"ada"}""", "\"personas\":[{" },
        { "compareRevisions", """{"people":["ada"]}""", "\"unchanged\":1" },
    };

    [Theory]
    [MemberData(nameof(Tried))]
    public async Task A_function_hands_on_the_body_of_what_is_tried(string name, string body, string expected)
    {
        await world.InvokeAsync(HttpFunction.Named("postObservations"), Ada, Session);

        var answer = await world.InvokeAsync(HttpFunction.Named(name), Ada, body);
        Assert.Equal((200, "application/json"), (answer.Status, answer.ContentType));
        Assert.Contains(expected, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_route_is_tried_here() =>
        Assert.Equal(
            ApiContract.Routes.Select(route => route.Name).Order(),
            Answers.Concat(Tried).Select(row => (string)row[0]).Append("postObservations").Order());

    [Theory]
    [InlineData("postObservations")]
    [InlineData("listObservations")]
    [InlineData("getMindscape")]
    [InlineData("getPersona")]
    [InlineData("listPersonas")]
    public async Task The_person_in_the_path_reaches_the_handler(string name)
    {
        foreach (var bad in new[] { "", "no/body" })
        {
            var answer = await world.InvokeAsync(HttpFunction.Named(name), new Dictionary<string, string>(Ada) { ["person_id"] = bad }, Session);
            Assert.Equal((400, "application/problem+json"), (answer.Status, answer.ContentType));
            Assert.Contains("invalid-person-id", answer.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("getMapper")]
    [InlineData("getPersona")]
    public async Task The_mapper_in_the_path_reaches_the_handler(string name)
    {
        var answer = await world.InvokeAsync(HttpFunction.Named(name), new Dictionary<string, string>(Ada) { ["mapper_id"] = "nobodys" });
        Assert.Equal(404, answer.Status);
        Assert.Contains("unknown-mapper", answer.Body, StringComparison.Ordinal);
    }
}
