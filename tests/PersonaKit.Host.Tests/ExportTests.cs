using System.Net;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Folding;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class ExportTests(StartedHost host) : IClassFixture<StartedHost>
{
    private readonly ApiClient _client = host.Client;

    [Fact]
    public async Task An_export_is_everything_in_the_shapes_of_the_other_routes()
    {
        var person = StartedHost.NewPerson();
        await _client.PostAsync(person, """{"id":"n-1","type":"note","observed_at":"2026-01-20T09:00:00Z","content":{"text":"Grüße"},"meta":{"app":"test"}}""");
        var receipt = (await _client.PostAsync(person, Samples.SessionWithId("s-1"))).Receipt;
        await host.Service<MindscapeChangeHandler>().HandleAsync(PersonId.Parse(person), default);
        var persona = await _client.GetAsync($"people/{person}/personas/daily_work_optimizer?after={receipt}");

        var export = await _client.GetAsync($"people/{person}/export");
        Assert.Equal(HttpStatusCode.OK, export.Status);
        Assert.Equal("application/json", export.Message.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"attachment; filename=\"{person}.json\"", export.Header("Content-Disposition"));
        Assert.Equal("no-store", export.Header("Cache-Control"));
        Assert.Equal(
            ["person_id", "exported_at", "mindscape", "observations", "personas"], export.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(person, export.Json.GetProperty("person_id").GetString());
        var at = export.Json.GetProperty("exported_at").GetString();
        Assert.Equal((await _client.GetAsync($"people/{person}/mindscape?at={at}")).Text, export.Json.GetProperty("mindscape").GetRawText());
        Assert.Equal(
            (await _client.GetAsync($"people/{person}/observations")).Json.GetProperty("observations").EnumerateArray().Reverse().Select(observation => observation.GetRawText()),
            export.Json.GetProperty("observations").EnumerateArray().Select(observation => observation.GetRawText()));
        Assert.Equal(persona.Text, Assert.Single(export.Json.GetProperty("personas").EnumerateArray()).GetRawText());
    }

    [Fact]
    public async Task A_long_history_comes_whole_and_oldest_first_folded_or_not()
    {
        var person = StartedHost.NewPerson();
        var note = new string('x', 2000);
        for (var batch = 0; batch < 8; batch++)
        {
            var observations = Enumerable.Range(batch * 50, 50).Select(i => $$$"""{"id":"n-{{{i}}}","type":"note","content":{"text":"{{{note}}}"}}""");
            Assert.Equal(HttpStatusCode.Accepted, (await _client.PostAsync(person, $"[{string.Join(',', observations)}]")).Status);
        }

        var export = await _client.GetAsync($"people/{person}/export");
        Assert.True(export.Message.Headers.TransferEncodingChunked);
        Assert.Equal(
            Enumerable.Range(0, 400).Select(i => ($"n-{i}", i + 1)),
            export.Json.GetProperty("observations").EnumerateArray().Select(found => (found.GetProperty("id").GetString()!, found.GetProperty("number").GetInt32())));
    }

    [Fact]
    public async Task A_file_name_has_nothing_in_it_that_a_disk_refuses()
    {
        var person = $"{StartedHost.NewPerson()}:a|b@c+d~e";
        await _client.PostAsync(person, Samples.Session);
        var name = (await _client.GetAsync($"people/{person}/export")).Header("Content-Disposition");
        Assert.EndsWith("_a_b@c+d_e.json\"", name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HEAD_of_an_export_has_its_name_and_nobody_has_none()
    {
        var person = StartedHost.NewPerson();
        Assert.Equal("unknown-person", (await _client.GetAsync($"people/{person}/export")).Problem);
        await _client.PostAsync(person, Samples.Session);
        var head = await _client.SendAsync(HttpMethod.Head, $"people/{person}/export");
        Assert.Equal((HttpStatusCode.OK, ""), (head.Status, head.Text));
        Assert.NotNull(head.Header("Content-Disposition"));
        Assert.Equal("unknown-parameter", (await _client.GetAsync($"people/{person}/export?format=csv")).Problem);
    }
}
