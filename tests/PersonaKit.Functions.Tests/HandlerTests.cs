using PersonaKit.Api;
using PersonaKit.Functions.Tests.Hosting;

namespace PersonaKit.Functions.Tests;

public sealed class HandlerTests(FunctionsWorld world) : IClassFixture<FunctionsWorld>
{
    private const string Session =
        """{"type":"work_session","observed_at":"2026-01-20T08:00:00Z","content":{"duration_minutes":90,"productivity_score":5,"interruptions":0}}""";

    private static readonly Dictionary<string, string> Ada = new() { ["person_id"] = "ada", ["mapper_id"] = "daily_work_optimizer", ["path"] = "work.focus_duration" };

    private const string Vote = """{"mapper_id":"daily_work_optimizer","rule_id":"low_energy_break","helpful":true}""";

    public static TheoryData<string, string> Answers => new()
    {
        { "listObservations", "\"observations\":[{" },
        { "getMindscape", "\"traits\":{\"" },
        { "getPersona", "\"mapper_id\":\"daily_work_optimizer\"" },
        { "getTraitHistory", "\"path\":\"work.focus_duration\"" },
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

    [Fact]
    public void Every_route_is_tried_here() =>
        Assert.Equal(ApiContract.Routes.Select(route => route.Name).Order(), Answers.Select(row => (string)row[0]).Append("postObservations").Append("postFeedback").Order());

    [Fact]
    public async Task Feedback_is_taken_as_an_observation_is()
    {
        var answer = await world.InvokeAsync(HttpFunction.Named("postFeedback"), Ada, Vote);
        Assert.Equal(202, answer.Status);
        Assert.Contains("\"receipt\":\"", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postObservations")]
    [InlineData("postFeedback")]
    [InlineData("getTraitHistory")]
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
