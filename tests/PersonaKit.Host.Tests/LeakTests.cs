using Microsoft.Extensions.Configuration;
using PersonaKit.Host.Tests.Hosting;
using PersonaKit.Host.Tests.Leaking;

namespace PersonaKit.Host.Tests;

/// <summary>What a person said and who they are does not leave the local host by its logs, traces and metrics.</summary>
public sealed class LeakTests : IAsyncLifetime
{
    private readonly SeenFromOutside _seen = new();
    private readonly StartedHost _host;

    public LeakTests() => _host = new StartedHost
    {
        Arguments =
        [
            "--Logging:LogLevel:Default", "Trace", "--Logging:LogLevel:Microsoft", "Trace",
            "--Logging:LogLevel:Microsoft.AspNetCore", "Trace", "--Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Trace",
            "--Logging:LogLevel:PersonaKit.Requests", "Trace", "--Logging:OpenTelemetry:LogLevel:Default", "Trace", "--Logging:OpenTelemetry:IncludeScopes", "true",
        ],
        Configure = builder =>
        {
            builder.Configuration.AddInMemoryCollection([SeenFromOutside.Endpoint]);
            _seen.Watch(builder.Services);
        },
    };

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_fortnight_and_every_way_to_look_at_it_leaves_nothing_of_it_in_logs_traces_and_metrics()
    {
        foreach (var line in Fortnight.Lines)
        {
            Assert.Equal(202, (int)(await _host.Client.PostAsync(Fortnight.Person, line)).Status);
        }

        await _host.FoldAsync();
        await _host.Client.PostAsync(Fortnight.Person, """{"type":"work_session","content":{"duration_minutes":"unspeakable-thing"}}""");
        await _host.Client.PostAsync(Fortnight.Person, """{"unspeakable-thing""");
        foreach (var path in (string[])
        [
            $"personas/daily_work_optimizer?context.upcoming_meeting={Fortnight.Context}", $"personas/daily_work_optimizer?context.foo={Fortnight.Context}&view=explain",
            "personas", "personas/unspeakable-thing", "mindscape?view=explain", "mindscape?as_of=2026-01-12T00:00:00Z", "observations", "traits/work.focus_duration/history",
            "export", "nowhere",
        ])
        {
            await _host.Client.GetAsync($"people/{Fortnight.Person}/{path}");
        }

        await _host.Client.SendAsync(HttpMethod.Delete, $"people/{Fortnight.Person}/observations/ws-05-0900");
        await _host.FoldAsync();
        await _host.Client.SendAsync(HttpMethod.Delete, $"people/{Fortnight.Person}");
        await _host.FoldAsync();
        SeenFromOutside.Flush(_host.App.Services);

        Assert.Contains("POST /api/v1/people/{person_id}/observations", _seen.Spans.Select(span => span.DisplayName));
        Assert.Contains("fold", _seen.Spans.Select(span => span.OperationName));
        Assert.Contains("personakit.persona.requests", _seen.MetricNames);
        Assert.Contains("http.server.request.duration", _seen.MetricNames);
        Assert.Contains(_seen.Lines, line => line.Contains("GET /api/v1/people/{person_id}/mindscape 200", StringComparison.Ordinal));
        Assert.True(_seen.Records > 0);
        Assert.Empty(_seen.Texts().SelectMany(text => Fortnight.LeaksIn(text).Select(leak => $"{leak} in: {text}")));
    }
}
