using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PersonaKit.Api;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

/// <summary>PersonaKit inside an application of somebody else.</summary>
public sealed class EmbeddingTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("personakit-embedded-");
    private WebApplication? _app;
    private HttpClient? _http;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _http?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>In Development the container checks every registration when the application is built.</summary>
    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task The_sample_answers_for_itself_and_for_PersonaKit(string environment)
    {
        using var host = await HostProcess.StartAsync(
            "EmbeddedHost.dll", "Now listening on: ", "--environment", environment, "--urls", "http://127.0.0.1:0", "--Data", Path.Combine(_folder.FullName, "embedded.db"));
        Assert.Equal("Hello ada, nothing is known of you yet.", await host.Client.Http.GetStringAsync("/hello/ada"));
        Assert.Equal(HttpStatusCode.Accepted, (await host.Client.PostAsync("ada", Samples.Session)).Status);
        Assert.Equal("Hello ada, 1 observations of you are here.", await host.Client.Http.GetStringAsync("/hello/ada"));
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("people/ada/personas/daily_work_optimizer")).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("health/ready")).Status);
        Assert.Equal(0, await host.TerminateAsync());
    }

    [Fact]
    public async Task Unknown_paths_are_PersonaKits_below_its_own_path_and_the_applications_elsewhere()
    {
        var http = await StartAsync(app => app.MapPersonaKit());
        Assert.Equal("mine", await http.GetStringAsync("/mine"));
        using var elsewhere = await http.GetAsync("/nowhere");
        Assert.Equal((HttpStatusCode.NotFound, 0L), (elsewhere.StatusCode, elsewhere.Content.Headers.ContentLength));
        using var below = await http.GetAsync("/api/v1/nowhere");
        Assert.Equal("application/problem+json", below.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Every_route_can_be_put_under_a_prefix()
    {
        var http = await StartAsync(app => app.MapGroup("/kit").MapPersonaKit());
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/kit/api/v1/traits")).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await http.DeleteAsync("/kit/api/v1/traits")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/api/v1/traits")).StatusCode);
    }

    [Fact]
    public async Task Below_a_path_base_the_location_of_a_new_mapper_has_it()
    {
        var http = await StartAsync(app =>
        {
            app.UsePathBase("/kit");
            app.UseRouting();
            app.MapPersonaKit();
        });
        using var mapper = new StringContent("metadata: {id: mine, name: Mine}\nrequired_traits: [work.focus_duration]\n", Encoding.UTF8, "application/yaml");
        mapper.Headers.ContentType!.CharSet = null;
        using var request = new HttpRequestMessage(HttpMethod.Put, "/kit/api/v1/mappers/mine") { Content = mapper };
        request.Headers.TryAddWithoutValidation("If-None-Match", "*");
        using var created = await http.SendAsync(request);
        Assert.Equal("/kit/api/v1/mappers/mine/revisions/1", created.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Every_operation_is_an_endpoint_with_its_name_and_template_and_only_probes_are_anonymous()
    {
        await StartAsync(app => app.MapPersonaKit());
        var endpoints = _app!.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        foreach (var route in ApiContract.Routes)
        {
            var endpoint = Assert.Single(endpoints, endpoint => endpoint.Metadata.GetMetadata<ApiRoute>() == route);
            Assert.Equal(route.Name, endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName);
            Assert.Equal($"{ApiContract.BasePath}/{route.Pattern}", endpoint.RoutePattern.RawText);
            Assert.Equal(route.IsAnonymous, endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is not null);
        }
    }

    [Fact]
    public void Mapping_without_the_services_says_what_is_missing()
    {
        using var app = WebApplication.CreateSlimBuilder().Build();
        var failure = Assert.Throws<InvalidOperationException>(() => app.MapPersonaKit());
        Assert.Contains("AddPersonaKit", failure.Message, StringComparison.Ordinal);
    }

    private async Task<HttpClient> StartAsync(Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPersonaKit().UseSqlite(Path.Combine(_folder.FullName, "embedded.db"));
        _app = builder.Build();
        map(_app);
        _app.MapGet("/mine", http => http.Response.WriteAsync("mine"));
        await _app.StartAsync();
        return _http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }
}
