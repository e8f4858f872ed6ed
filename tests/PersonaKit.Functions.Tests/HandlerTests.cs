using PersonaKit.Api;
using PersonaKit.Functions.Tests.Hosting;

namespace PersonaKit.Functions.Tests;

public sealed class HandlerTests(FunctionsWorld world) : IClassFixture<FunctionsWorld>
{
    private const string Session =
        """{"type":"work_session","observed_at":"2026-01-20T08:00:00Z","content":{"duration_minutes":90,"productivity_score":5,"interruptions":0}}""";

    private const string Mapper = """{"metadata":{"id":"daily_work_optimizer","name":"Mine"}}""";

    private const string Vote = """{"mapper_id":"daily_work_optimizer","rule_id":"low_energy_break","helpful":true}""";

    private static readonly Dictionary<string, string> Ada = new()
    {
        ["person_id"] = "ada",
        ["mapper_id"] = "daily_work_optimizer",
        ["observation_id"] = "s-1",
        ["path"] = "work.focus_duration",
        ["revision"] = "1",
    };

    public static TheoryData<string, string> Answers => new()
    {
        { "listObservations", "\"observations\":[{" },
        { "getMindscape", "\"traits\":{\"" },
        { "getPersona", "\"mapper_id\":\"daily_work_optimizer\"" },
        { "getTraitHistory", "\"path\":\"work.focus_duration\"" },
        { "listPersonas", "\"personas\":[{" },
        { "exportPerson", "\"observations\":[{" },
        { "listMappers", "\"therapy_insights\"" },
        { "getMapper", "\"daily_work_optimizer\"" },
        { "getMapperRevision", "\"parsed\":{" },
        { "activateMapper", "\"active_revision\":1" },
        { "retireMapper", "\"status\":\"retired\"" },
        { "validateMapper", "\"valid\":true" },
        { "getCatalog", "\"source\":\"" },
        { "listTraits", "\"work.focus_duration\"" },
        { "getLiveness", "\"status\":\"live\"" },
        { "getReadiness", "\"status\":\"ready\"" },
        { "rebuildMindscape", "\"changed\":" },
        { "getOpenApi", "\"openapi\": \"3." },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_function_answers_as_its_route_does(string name, string expected)
    {
        var posted = await world.InvokeAsync(HttpFunction.Named("postObservations"), Ada, Session);
        Assert.Equal(202, posted.Status);
        Assert.Contains("\"receipt\":\"", posted.Body, StringComparison.Ordinal);
        await world.InvokeAsync(HttpFunction.Named("activateMapper"), Ada);
        await world.InvokeAsync(HttpFunction.Named("getPersona"), Ada);

        var answer = await world.InvokeAsync(HttpFunction.Named(name), Ada, name == "validateMapper" ? Mapper : null);
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
            Answers.Concat(Tried).Select(row => (string)row[0]).Concat(["postObservations", "postFeedback", "putCatalog", "putMapper", "retractObservation", "erasePerson", "postTokens"]).Order());

    [Fact]
    public async Task A_catalog_that_is_published_already_is_not_replaced_unseen()
    {
        var answer = await world.InvokeAsync(HttpFunction.Named("putCatalog"), Ada, "traits: {notes.mood: {kind: category, half_life: 7d}}");
        Assert.Equal((428, "application/problem+json"), (answer.Status, answer.ContentType));
    }

    [Fact]
    public async Task An_erased_person_is_unknown_to_every_function()
    {
        var eve = new Dictionary<string, string>(Ada) { ["person_id"] = "eve" };
        await world.InvokeAsync(HttpFunction.Named("postObservations"), eve, Session);
        await world.InvokeAsync(HttpFunction.Named("getPersona"), eve);

        var erased = await world.InvokeAsync(HttpFunction.Named("erasePerson"), eve);
        Assert.Equal((204, ""), (erased.Status, erased.Body));
        foreach (var name in (string[])["listObservations", "getMindscape", "getPersona", "listPersonas", "exportPerson"])
        {
            Assert.Equal(404, (await world.InvokeAsync(HttpFunction.Named(name), eve)).Status);
        }

        Assert.Equal(204, (await world.InvokeAsync(HttpFunction.Named("erasePerson"), eve)).Status);
    }

    [Fact]
    public async Task The_observation_in_the_path_reaches_the_handler()
    {
        var path = new Dictionary<string, string>(Ada) { ["person_id"] = "bob", ["observation_id"] = "s-1" };
        await world.InvokeAsync(HttpFunction.Named("postObservations"), path, Session.Replace("{\"type\"", "{\"id\":\"s-1\",\"type\"", StringComparison.Ordinal));
        var retracted = await world.InvokeAsync(HttpFunction.Named("retractObservation"), path);
        Assert.Equal((202, "application/json"), (retracted.Status, retracted.ContentType));
        Assert.Contains("\"status\":\"retracted\"", retracted.Body, StringComparison.Ordinal);

        path["observation_id"] = "s-2";
        var unknown = await world.InvokeAsync(HttpFunction.Named("retractObservation"), path);
        Assert.Equal(404, unknown.Status);
        Assert.Contains("unknown-observation", unknown.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_of_the_configuration_no_token_is_minted()
    {
        var answer = await world.InvokeAsync(HttpFunction.Named("postTokens"), Ada, """{"person_id":"ada","scopes":["read"]}""");
        Assert.Equal(403, answer.Status);
        Assert.Contains("forbidden", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feedback_is_taken_as_an_observation_is()
    {
        var answer = await world.InvokeAsync(HttpFunction.Named("postFeedback"), Ada, Vote);
        Assert.Equal(202, answer.Status);
        Assert.Contains("\"receipt\":\"", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_uploaded_mapper_is_a_draft_that_can_be_activated()
    {
        var mine = new Dictionary<string, string>(Ada) { ["mapper_id"] = "mine" };
        var uploaded = await world.InvokeAsync(HttpFunction.Named("putMapper"), mine, """{"metadata":{"id":"mine"}}""");
        Assert.Equal(201, uploaded.Status);
        Assert.Contains("\"status\":\"draft\"", uploaded.Body, StringComparison.Ordinal);
        Assert.Equal(428, (await world.InvokeAsync(HttpFunction.Named("putMapper"), Ada, Mapper)).Status);
        Assert.Equal(200, (await world.InvokeAsync(HttpFunction.Named("activateMapper"), mine)).Status);
        Assert.Equal(404, (await world.InvokeAsync(HttpFunction.Named("activateMapper"), new Dictionary<string, string>(mine) { ["revision"] = "2" })).Status);
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("preview")]
    public async Task A_mapper_cannot_have_the_name_of_a_route(string name)
    {
        // The host's routing takes a PUT of it for one of a mapper.
        var segments = new Dictionary<string, string>(Ada) { ["mapper_id"] = name };
        var refused = await world.InvokeAsync(HttpFunction.Named("putMapper"), segments, $$$"""{"metadata":{"id":"{{{name}}}"}}""");
        Assert.Equal(400, refused.Status);
        Assert.Contains("invalid-mapper-id", refused.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postObservations")]
    [InlineData("postFeedback")]
    [InlineData("getTraitHistory")]
    [InlineData("listObservations")]
    [InlineData("getMindscape")]
    [InlineData("getPersona")]
    [InlineData("listPersonas")]
    [InlineData("exportPerson")]
    [InlineData("erasePerson")]
    [InlineData("retractObservation")]
    [InlineData("rebuildMindscape")]
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
    [InlineData("getMapperRevision")]
    [InlineData("activateMapper")]
    [InlineData("retireMapper")]
    [InlineData("getPersona")]
    public async Task The_mapper_in_the_path_reaches_the_handler(string name)
    {
        var answer = await world.InvokeAsync(HttpFunction.Named(name), new Dictionary<string, string>(Ada) { ["mapper_id"] = "nobodys" });
        Assert.Equal(404, answer.Status);
        Assert.Contains("unknown-mapper", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/v1/people", 404, "unknown-route")]
    [InlineData("GET", "/api/v1/People/ada/mindscape", 404, "unknown-route")]
    [InlineData("PATCH", "/api/v1/people/ada/mindscape", 405, "method-not-allowed")]
    public async Task What_no_function_takes_is_answered_as_by_every_host(string method, string path, int status, string type)
    {
        var answer = await world.InvokeAsync(HttpFunction.Named("zUnknownRoute"), new Dictionary<string, string> { ["path"] = "" }, method: method, path: path);
        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.ContentType));
        Assert.Contains(type, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_contract_knows_and_the_host_does_not_is_still_no_empty_answer()
    {
        var answer = await world.InvokeAsync(HttpFunction.Named("zUnknownRoute"), new Dictionary<string, string> { ["path"] = "" }, method: "GET", path: "/api/v1/traits");
        Assert.Equal((404, "application/problem+json"), (answer.Status, answer.ContentType));
    }
}
