using System.Net;
using PersonaKit.Api;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests.Access;

/// <summary>
/// Every operation of the contract with every kind of credential for one's own person, another one of the prefix and one of another
/// prefix. What each operation asks for is stated here
/// a second time: one that is not fails.
/// </summary>
public sealed class AccessMatrixTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    private static readonly Dictionary<string, (string Scope, string About)> Asked = new()
    {
        ["postObservations"] = ("observe", "person"),
        ["postFeedback"] = ("observe", "person"),
        ["listObservations"] = ("read", "person"),
        ["getMindscape"] = ("read", "person"),
        ["getTraitHistory"] = ("read", "person"),
        ["getPersona"] = ("read", "person"),
        ["listPersonas"] = ("read", "person"),
        ["exportPerson"] = ("read", "person"),
        ["rebuildMindscape"] = ("manage", "person"),
        ["retractObservation"] = ("erase", "person"),
        ["erasePerson"] = ("erase", "person"),
        ["previewMapper"] = ("read", "person"),
        ["compareRevisions"] = ("read", "person"),
        ["listMappers"] = ("read", "nobody"),
        ["getMapper"] = ("read", "nobody"),
        ["getMapperRevision"] = ("read", "nobody"),
        ["listTraits"] = ("read", "nobody"),
        ["getCatalog"] = ("read", "nobody"),
        ["putCatalog"] = ("manage", "everybody"),
        ["validateMapper"] = ("manage", "nobody"),
        ["putMapper"] = ("manage", "everybody"),
        ["activateMapper"] = ("manage", "everybody"),
        ["retireMapper"] = ("manage", "everybody"),
        ["postTokens"] = ("", "key"),
        ["getOpenApi"] = ("", "nobody"),
        ["getLiveness"] = ("", "anonymous"),
        ["getReadiness"] = ("", "anonymous"),
    };

    public static TheoryData<string> Operations => [.. ApiContract.Routes.Select(route => route.Name)];

    [Fact]
    public void There_is_a_rule_for_every_operation_and_none_for_another() =>
        Assert.Equal(ApiContract.Routes.Select(route => route.Name).Order(), Asked.Keys.Order());

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_operation_is_for_those_with_its_scope_and_its_person(string name)
    {
        var wrong = new List<string>();
        foreach (var person in (string[])[AccessWorld.Own, AccessWorld.Colleague, AccessWorld.Stranger])
        {
            foreach (var credential in world.Credentials)
            {
                var answer = await SendAsync(name, credential.Text, person);
                var expected = IsAllowed(name, credential, person) ? "allowed" : "forbidden";
                var actual = answer.Status switch
                {
                    HttpStatusCode.Unauthorized => "unauthorized",
                    HttpStatusCode.Forbidden => answer.Problem,
                    >= HttpStatusCode.InternalServerError => $"{(int)answer.Status}",
                    _ => "allowed",
                };
                if (actual != expected)
                {
                    wrong.Add($"{name} of {person} by a {credential}: {actual} and not {expected}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Without_a_valid_credential_an_operation_is_401_whoever_it_is_about(string name)
    {
        foreach (var credential in (string?[])[null, "", "nonsense", "pk_nonsense", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.", "Basic YTpi"])
        {
            foreach (var person in (string[])[AccessWorld.Own, AccessWorld.Nobody])
            {
                var answer = await SendAsync(name, credential, person);
                if (Asked[name].About == "anonymous")
                {
                    Assert.Equal(HttpStatusCode.OK, answer.Status);
                    continue;
                }

                Assert.Equal((HttpStatusCode.Unauthorized, "unauthorized"), (answer.Status, answer.Problem));
                Assert.StartsWith("Bearer realm=\"PersonaKit\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
            }
        }
    }

    /// <summary>The bytes are compared, but for the path that was asked for.</summary>
    [Theory]
    [MemberData(nameof(Operations))]
    public async Task What_is_refused_is_refused_in_the_same_words_whether_the_person_is_known_or_not(string name)
    {
        await world.SendAsync(TestKeys.Of("observe.everybody"), HttpMethod.Post, $"people/{AccessWorld.Stranger}/observations", Samples.Session);
        foreach (var credential in world.Credentials.Where(credential => !IsAllowed(name, credential, AccessWorld.Stranger)))
        {
            var known = await SendAsync(name, credential.Text, AccessWorld.Stranger);
            var unknown = await SendAsync(name, credential.Text, AccessWorld.Nobody);
            Assert.Equal(HttpStatusCode.Forbidden, known.Status);
            Assert.Equal(known.Text, unknown.Text.Replace(AccessWorld.Nobody, AccessWorld.Stranger, StringComparison.Ordinal));
            Assert.Equal(Headers(known), Headers(unknown));
        }
    }

    [Fact]
    public async Task An_unknown_route_or_method_is_401_without_a_credential_and_is_told_to_any_caller()
    {
        foreach (var (path, status) in new[] { ("nowhere", HttpStatusCode.NotFound), ("people", HttpStatusCode.NotFound), ("mappers/validate", HttpStatusCode.MethodNotAllowed) })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await world.SendAsync(null, HttpMethod.Get, path)).Status);
            Assert.Equal(status, (await world.SendAsync(TestKeys.Of("observe.person"), HttpMethod.Get, path)).Status);
        }
    }

    private static bool IsAllowed(string name, TestCredential credential, string person) => Asked[name] switch
    {
        { About: "anonymous" } => true,
        { About: "key" } => credential.Kind == "key" && credential.Has("read") && credential.Reaches(person),
        { Scope: "" } => true,
        { About: "person" } asked => credential.Has(asked.Scope) && credential.Reaches(person),
        { About: "nobody" } asked => credential.Has(asked.Scope),
        var asked => credential.Has(asked.Scope) && credential.Reach == "everybody",
    };

    private static string Headers(Answer answer) =>
        string.Join('\n', answer.Message.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(", ", header.Value)}"));

    private Task<Answer> SendAsync(string name, string? credential, string person)
    {
        var route = ApiContract.Routes.Single(route => route.Name == name);
        var path = route.Pattern
            .Replace("{person_id}", person, StringComparison.Ordinal)
            .Replace("{mapper_id}", "daily_work_optimizer", StringComparison.Ordinal)
            .Replace("{observation_id}", "s-1", StringComparison.Ordinal)
            .Replace("{path}", "work.focus_duration", StringComparison.Ordinal)
            .Replace("{revision}", "1", StringComparison.Ordinal);
        var body = name switch
        {
            "postObservations" => Samples.Session,
            "previewMapper" => $$"""{"mapper":"metadata: {id: tried, name: Tried}","person_id":"{{person}}"}""",
            "compareRevisions" => $$"""{"people":["{{person}}"]}""",
            "postTokens" => $$"""{"person_id":"{{person}}","scopes":["read"]}""",
            _ => route.Method is "GET" or "DELETE" ? null : "{}",
        };
        return world.SendAsync(credential, new HttpMethod(route.Method), path, body);
    }
}
