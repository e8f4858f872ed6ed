using System.Net;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests.WhatIf;

/// <summary>Bodies that ask for nothing sensible: each is a 400 that points at its faults.</summary>
public sealed class BadPreviewTests(StartedHost host) : IClassFixture<StartedHost>
{
    private const string Ours = "\"mapper_id\":\"daily_work_optimizer\"";
    private const string Whole = Ours + ",\"observations\":[]";

    public static TheoryData<string, string> Previews => new()
    {
        { "[]", "" },
        { "7", "" },
        { "\"mapper\"", "" },
        { "null", "" },
        { "{}", "/mapper /person_id" },
        { "{\"observations\":[]}", "/mapper" },
        { "{\"mapper\":7,\"observations\":[]}", "/mapper" },
        { "{\"mapper\":null,\"observations\":[]}", "/mapper" },
        { "{\"mapper\":[],\"observations\":[]}", "/mapper" },
        { "{\"mapper\":\"metadata: {id: m}\"," + Whole + "}", "/mapper_id" },
        { "{\"mapper\":\"metadata: {id: m}\",\"revision\":1,\"observations\":[]}", "/revision" },
        { "{\"mapper_id\":7,\"observations\":[]}", "/mapper_id" },
        { "{\"mapper_id\":\"No Id\",\"observations\":[]}", "/mapper_id" },
        { "{\"mapper_id\":\"\",\"observations\":[]}", "/mapper_id" },
        { "{" + Whole + ",\"revision\":0}", "/revision" },
        { "{" + Whole + ",\"revision\":1.5}", "/revision" },
        { "{" + Whole + ",\"revision\":\"1\"}", "/revision" },
        { "{" + Whole + ",\"revision\":1e99}", "/revision" },
        { "{" + Ours + "}", "/person_id" },
        { "{" + Whole + ",\"person_id\":\"ada\"}", "/observations" },
        { "{" + Ours + ",\"person_id\":7}", "/person_id" },
        { "{" + Ours + ",\"person_id\":\"no body\"}", "/person_id" },
        { "{" + Ours + ",\"person_id\":null}", "/person_id" },
        { "{" + Ours + ",\"observations\":{}}", "/observations" },
        { "{" + Ours + ",\"observations\":\"none\"}", "/observations" },
        { "{" + Ours + ",\"observations\":[7]}", "/observations/0" },
        { "{" + Ours + ",\"observations\":[{}]}", "/observations/0/type /observations/0/content" },
        { "{" + Ours + ",\"observations\":[{\"type\":\"t\",\"content\":{}}]}", "/observations/0/observed_at" },
        { "{" + Ours + ",\"observations\":[{\"type\":\"t\",\"content\":{},\"observed_at\":\"yesterday\"}]}", "/observations/0/observed_at" },
        { "{" + Ours + ",\"observations\":[{\"type\":\"t\",\"content\":{},\"observed_at\":\"2026-01-20T09:00:00Z\",\"more\":1}]}", "/observations/0/more" },
        { "{" + Ours + ",\"observations\":[{\"id\":\"not ok!\",\"type\":\"t\",\"content\":{},\"observed_at\":\"2026-01-20T09:00:00Z\"}]}", "/observations/0/id" },
        { "{" + Ours + ",\"observations\":[{\"type\":\"work_session\",\"content\":{\"productivity_score\":6},\"observed_at\":\"2026-01-20T09:00:00Z\"}]}", "/observations/0/content/productivity_score" },
        { "{" + Ours + ",\"observations\":[{\"type\":\"assertion\",\"content\":{},\"observed_at\":\"2026-01-20T09:00:00Z\"}]}", "/observations/0/content/value /observations/0/content/trait" },
        { "{" + Whole + ",\"time_zone\":\"Mars/Olympus\"}", "/time_zone" },
        { "{" + Whole + ",\"time_zone\":7}", "/time_zone" },
        { "{" + Whole + ",\"context\":[]}", "/context" },
        { "{" + Whole + ",\"context\":{\"upcoming_meeting\":[]}}", "/context/upcoming_meeting" },
        { "{" + Whole + ",\"context\":{\"upcoming_meeting\":\"soon\"}}", "/context/upcoming_meeting" },
        { "{" + Whole + ",\"context\":{\"a/b\":1}}", "/context/a~1b" },
        { "{" + Whole + ",\"context\":{\"unheard_of\":1}}", "/context/unheard_of" },
        { "{" + Whole + ",\"at\":\"noon\"}", "/at" },
        { "{" + Whole + ",\"at\":1768896000}", "/at" },
        { "{" + Whole + ",\"at\":\"2026-01-20T09:00:00\"}", "/at" },
        { "{" + Whole + ",\"from\":\"2026-01-20T09:00:00Z\"}", "/to /step" },
        { "{" + Whole + ",\"step\":\"1h\"}", "/from /to" },
        { "{" + Whole + ",\"at\":\"2026-01-20T09:00:00Z\",\"step\":\"1h\"}", "/at /from /to" },
        { "{" + Whole + ",\"from\":\"2026-01-20T09:00:00Z\",\"to\":\"2026-01-20T08:00:00Z\",\"step\":\"1h\"}", "/to" },
        { "{" + Whole + ",\"from\":\"2026-01-20T09:00:00Z\",\"to\":\"2026-01-20T10:00:00Z\",\"step\":\"0m\"}", "/step" },
        { "{" + Whole + ",\"from\":\"2026-01-20T09:00:00Z\",\"to\":\"2026-01-20T10:00:00Z\",\"step\":\"PT1H\"}", "/step" },
        { "{" + Whole + ",\"from\":\"2026-01-20T09:00:00Z\",\"to\":\"2026-01-20T10:00:00Z\",\"step\":\"9999999w\"}", "/step" },
        { "{" + Whole + ",\"from\":\"2026-01-20T09:00:00Z\",\"to\":\"2026-01-20T10:00:00Z\",\"step\":60}", "/step" },
        { "{" + Whole + ",\"from\":\"1900-01-20T09:00:00Z\",\"to\":\"9998-01-20T10:00:00Z\",\"step\":\"1m\"}", "/step" },
        { "{" + Whole + ",\"from\":\"2026-01-20T00:00:00Z\",\"to\":\"2026-01-20T03:20:00Z\",\"step\":\"1m\"}", "/step" },
        { "{" + Whole + ",\"explain\":\"yes\"}", "/explain" },
        { "{" + Whole + ",\"explian\":true}", "/explian" },
        { "{" + Whole + ",\"a/b\":true}", "/a~1b" },
    };

    [Theory]
    [MemberData(nameof(Previews))]
    public async Task A_bad_preview_points_at_its_faults(string body, string pointers)
    {
        var answer = await host.Client.PostJsonAsync("mappers/preview", body);
        Assert.True(answer.Status == HttpStatusCode.BadRequest, answer.Text);
        Assert.Equal("invalid-body", answer.Problem);
        Assert.Equal(pointers, string.Join(' ', answer.Pointers));
    }

    [Fact]
    public async Task Lists_are_bounded()
    {
        var observation = """{"type":"t","content":{},"observed_at":"2026-01-20T09:00:00Z"}""";
        var many = await host.Client.PostJsonAsync("mappers/preview", $$"""{{{Ours}},"observations":[{{string.Join(',', Enumerable.Repeat(observation, 1001))}}]}""");
        Assert.Equal((HttpStatusCode.BadRequest, "/observations"), (many.Status, Assert.Single(many.Pointers)));

        var most = await host.Client.PostJsonAsync("mappers/preview", $$"""{{{Ours}},"observations":[{{string.Join(',', Enumerable.Repeat(observation, 1000))}}],"from":"2026-01-20T00:00:00Z","to":"2026-01-20T03:19:00Z","step":"1m"}""");
        Assert.Equal((HttpStatusCode.OK, 200), (most.Status, most.Json.GetProperty("personas").GetArrayLength()));
    }

    [Fact]
    public async Task An_observation_too_large_to_be_posted_is_too_large_to_be_tried()
    {
        var answer = await host.Client.PostJsonAsync("mappers/preview", $$$"""{{{{Ours}}},"observations":[{"type":"note","observed_at":"2026-01-20T09:00:00Z","content":{"text":"{{{new string('x', 17 * 1024)}}}"}}]}""");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "observation-too-large"), (answer.Status, answer.Problem));
    }

    [Fact]
    public async Task What_is_no_JSON_is_said_to_be_none()
    {
        Assert.Equal("invalid-json", (await host.Client.PostJsonAsync("mappers/preview", "{")).Problem);
        Assert.Equal("unsupported-media-type", (await host.Client.PostJsonAsync("mappers/preview", "metadata: {id: m}", "application/yaml")).Problem);
        Assert.Equal("unknown-parameter", (await host.Client.PostJsonAsync("mappers/preview?explain=true", "{}")).Problem);
    }

    public static TheoryData<string, string> Comparisons => new()
    {
        { "[]", "" },
        { "{\"with\":0}", "/with" },
        { "{\"with\":\"active\"}", "/with" },
        { "{\"people\":\"ada\"}", "/people" },
        { "{\"people\":[]}", "/people" },
        { "{\"people\":[\"ada\",\"no body\"]}", "/people/1" },
        { "{\"people\":[7]}", "/people/0" },
        { "{\"people\":[\"ada\",\"ada\"]}", "/people/1" },
        { "{\"people\":[\"ada\"],\"sample\":3}", "/sample" },
        { "{\"sample\":0}", "/sample" },
        { "{\"sample\":101}", "/sample" },
        { "{\"sample\":\"all\"}", "/sample" },
        { "{\"at\":\"now\"}", "/at" },
        { "{\"context\":7}", "/context" },
        { "{\"context\":{\"unheard_of\":1}}", "/context/unheard_of" },
        { "{\"wiht\":1}", "/wiht" },
    };

    [Theory]
    [MemberData(nameof(Comparisons))]
    public async Task A_bad_comparison_points_at_its_faults(string body, string pointers)
    {
        var answer = await host.Client.PostJsonAsync("mappers/daily_work_optimizer/revisions/1/compare", body);
        Assert.True(answer.Status == HttpStatusCode.BadRequest, answer.Text);
        Assert.Equal("invalid-body", answer.Problem);
        Assert.Equal(pointers, string.Join(' ', answer.Pointers));
    }

    [Fact]
    public async Task More_than_a_hundred_people_are_not_compared()
    {
        var answer = await host.Client.PostJsonAsync("mappers/daily_work_optimizer/revisions/1/compare", $$"""{"people":[{{string.Join(',', Enumerable.Range(0, 101).Select(i => $"\"p{i}\""))}}]}""");
        Assert.Equal((HttpStatusCode.BadRequest, "/people"), (answer.Status, Assert.Single(answer.Pointers)));
    }
}
