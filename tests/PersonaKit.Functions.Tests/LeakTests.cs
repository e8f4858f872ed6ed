using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Folding;
using PersonaKit.Functions.Hosting;
using PersonaKit.Functions.Tests.Hosting;
using PersonaKit.Host.Tests.Leaking;

namespace PersonaKit.Functions.Tests;

/// <summary>What a person said and who they are does not leave the worker by its logs, traces and metrics.</summary>
public sealed class LeakTests
{
    private static readonly string[] Loud =
    [
        "--Logging:LogLevel:Default", "Trace", "--Logging:LogLevel:Microsoft", "Trace", "--Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Trace",
        "--Logging:OpenTelemetry:LogLevel:Default", "Trace", "--Logging:OpenTelemetry:IncludeScopes", "true",
    ];

    /// <summary>What the Functions host says when it starts the worker; nobody listens there.</summary>
    private static readonly string[] Started =
    [
        "--Functions:Worker:HostEndpoint", "http://127.0.0.1:1", "--Functions:Worker:WorkerId", "w", "--Functions:Worker:RequestId", "r",
        "--Functions:Worker:GrpcMaxMessageLength", "1000000",
    ];

    [Theory]
    [InlineData]
    [InlineData("--OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")]
    [InlineData("--APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://127.0.0.1:1/")]
    public async Task The_workers_web_server_tells_no_path_and_no_query_at_any_level(params string[] more)
    {
        using var host = await ProgramHost.BuildAsync([.. ProgramTests.Sample(), .. Loud, .. Started, .. more]);
        var seen = new SeenFromOutside();
        seen.Watch(host.Services);

        // The server alone: the other services connect to the Functions host, which is not here.
        var server = host.Services.GetServices<IHostedService>().Single(service => service.GetType().Name == "GenericWebHostService");
        await server.StartAsync(CancellationToken.None);
        try
        {
            var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            using var http = new HttpClient { BaseAddress = new Uri(address) };
            using var answer = await http.GetAsync($"api/v1/people/{Fortnight.Person}/personas/daily_work_optimizer?context.foo={Fortnight.Context}");
        }
        finally
        {
            await server.StopAsync(CancellationToken.None);
        }

        Assert.NotEmpty(seen.Lines);
        Assert.Equal(more.Length > 0, seen.Records > 0);
        Assert.Empty(Leaks(seen));
    }

    [Fact]
    public async Task A_fortnight_through_every_function_leaves_nothing_of_it_in_logs_traces_and_metrics()
    {
        var seen = new SeenFromOutside();
        var settings = new ConfigurationBuilder().AddInMemoryCollection([SeenFromOutside.Endpoint]).Build();
        var world = new FunctionsWorld
        {
            Overrides = services =>
            {
                services.AddSingleton<IConfiguration>(settings).AddMetrics().AddTelemetry(settings);
                seen.Watch(services);
            },
        };
        await world.InitializeAsync();
        try
        {
            SeenFromOutside.Flush(world.Services);
            var ada = new Dictionary<string, string>
            {
                ["person_id"] = Fortnight.Person,
                ["mapper_id"] = "daily_work_optimizer",
                ["observation_id"] = "ws-05-0900",
                ["path"] = "work.focus_duration",
                ["revision"] = "1",
            };
            foreach (var line in Fortnight.Lines)
            {
                Assert.Equal(202, (await world.InvokeAsync(HttpFunction.Named("postObservations"), ada, line)).Status);
            }

            await world.Services.GetRequiredService<MindscapeChangeHandler>().HandleAsync(PersonId.Parse(Fortnight.Person), CancellationToken.None);
            await world.InvokeAsync(HttpFunction.Named("postObservations"), ada, """{"type":"work_session","content":{"duration_minutes":"unspeakable-thing"}}""");
            await world.InvokeAsync(HttpFunction.Named("postObservations"), ada, """{"unspeakable-thing""");
            foreach (var function in HttpFunction.All.OrderBy(function => function.Name is "retractObservation" ? 1 : function.Name is "erasePerson" ? 2 : 0))
            {
                await world.InvokeAsync(function, new Dictionary<string, string>(ada) { ["path"] = ada["path"] }, function.Methods is ["POST"] or ["PUT"] ? Fortnight.Lines[3] : null, function.Methods.FirstOrDefault("GET"));
            }

            SeenFromOutside.Flush(world.Services);
        }
        finally
        {
            await world.DisposeAsync();
        }

        Assert.Contains("fold", seen.Spans.Select(span => span.OperationName));
        Assert.Contains("observe", seen.Spans.Select(span => span.OperationName));
        Assert.Contains("personakit.store.operation.duration", seen.MetricNames);
        Assert.NotEmpty(seen.Lines);
        Assert.True(seen.Records > 0);
        Assert.Empty(Leaks(seen));
    }

    private static IEnumerable<string> Leaks(SeenFromOutside seen) =>
        seen.Texts().SelectMany(text => Fortnight.LeaksIn(text).Select(leak => $"{leak} in: {text}"));
}
