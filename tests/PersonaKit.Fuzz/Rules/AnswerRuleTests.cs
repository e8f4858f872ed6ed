using System.Collections.Immutable;
using System.Text;
using PersonaKit.Fuzz.Contract;
using PersonaKit.Fuzz.Judging;
using PersonaKit.Fuzz.Wire;

namespace PersonaKit.Fuzz.Rules;

/// <summary>The fuzzer is worth what its rules notice.</summary>
public sealed class AnswerRuleTests
{
    private const string Json = "application/json";
    private const string Problem = "application/problem+json";

    private static readonly WireRequest Get = new()
    {
        Number = 0,
        Operation = new Operation("getIt", "GET", "/it", [], [], [200, 400, 404, 503]),
        Method = "GET",
        Target = "/api/v1/it",
        Headers = [("Host", "localhost")],
    };

    [Theory]
    [InlineData(200, Json, "{}", null)]
    [InlineData(200, Json, "{", "the body is not JSON")]
    [InlineData(201, Json, "{}", "getIt does not document 201")]
    [InlineData(400, Problem, """{"type":"urn:personakit:problem:x","title":"X","status":400}""", null)]
    [InlineData(422, Problem, """{"type":"urn:personakit:problem:x","title":"X","status":422}""", "getIt does not document 422")]
    [InlineData(400, Problem, """{"type":"urn:personakit:problem:x","title":"X","status":404}""", "400 is a problem document without type, title or status")]
    [InlineData(400, Problem, """{"title":"X","status":400}""", "400 is a problem document without type, title or status")]
    [InlineData(400, Problem, "", "400 is a problem document without type, title or status")]
    [InlineData(404, "text/html", "<p>", "404 is no problem document but 'text/html'")]
    [InlineData(500, Problem, """{"type":"urn:personakit:problem:x","title":"X","status":500}""", "500")]
    [InlineData(503, Problem, """{"type":"urn:personakit:problem:x","title":"X","status":503}""", "503")]
    public void An_answer_is_held_to_the_contract(int status, string type, string body, string? rule) =>
        Assert.Equal(rule, AnswerRules.Broken(Answered(Get, status, ("content-type", type), body)));

    [Fact]
    public void A_503_is_allowed_with_Retry_After_where_it_is_documented()
    {
        var headers = ImmutableDictionary.CreateRange(new Dictionary<string, string> { ["content-type"] = Problem, ["retry-after"] = "1" });
        var answer = new WireAnswer(503, headers, """{"type":"urn:personakit:problem:x","title":"X","status":503}"""u8.ToArray());
        Assert.Null(AnswerRules.Broken(new Exchange(Get, answer, TimeSpan.Zero, false)));
        var undocumented = Get with { Operation = Get.Operation with { Statuses = [200] } };
        Assert.Equal("503", AnswerRules.Broken(new Exchange(undocumented, answer, TimeSpan.Zero, false)));
    }

    [Fact]
    public void A_hang_a_slow_answer_and_a_lost_one_are_noticed()
    {
        Assert.Equal(AnswerRules.NeverAnswered, AnswerRules.Broken(new Exchange(Get, null, WireClient.Patience, HasTimedOut: true)));
        Assert.Equal(AnswerRules.Dropped, AnswerRules.Broken(new Exchange(Get, null, TimeSpan.Zero, HasTimedOut: false)));
        var slow = Answered(Get, 200, ("content-type", Json), "{}") with { Elapsed = TimeSpan.FromSeconds(2.1) };
        Assert.Equal(AnswerRules.Slow, AnswerRules.Broken(slow));
    }

    [Fact]
    public void An_empty_refusal_is_taken_only_where_the_bytes_explain_it()
    {
        Assert.Equal("400 without a body, and nothing in the request that explains it", AnswerRules.Broken(RefusedByServer(Get)));
        Assert.Null(AnswerRules.Broken(RefusedByServer(Get with { Headers = [] })));
    }

    private static Exchange Answered(WireRequest request, int status, (string Name, string Value) header, string body) =>
        new(
            request,
            new WireAnswer(status, new Dictionary<string, string> { [header.Name] = header.Value }, Encoding.UTF8.GetBytes(body)),
            TimeSpan.Zero,
            HasTimedOut: false);

    private static Exchange RefusedByServer(WireRequest request) =>
        new(
            request,
            new WireAnswer(400, new Dictionary<string, string> { ["content-length"] = "0", ["connection"] = "close" }, []),
            TimeSpan.Zero,
            HasTimedOut: false);
}
