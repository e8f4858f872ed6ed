using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PersonaKit.Api;
using PersonaKit.Api.Authorization;
using PersonaKit.Engine.Storage;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class ApiInvokerTests
{
    private readonly StringWriter _log = new();

    [Fact]
    public async Task A_failure_is_500_with_a_trace_id_and_nothing_internal()
    {
        var (http, problem) = await InvokeAsync((_, _, _, _) => throw new InvalidOperationException("Ada said: I am tired"));
        Assert.Equal(500, http.Response.StatusCode);
        Assert.Equal("urn:personakit:problem:internal-error", problem.GetProperty("type").GetString());
        var traceId = problem.GetProperty("trace_id").GetString()!;
        Assert.DoesNotContain("tired", problem.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidOperation", problem.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(traceId, _log.ToString(), StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", _log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("tired", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trace_id_is_that_of_the_sender_where_the_host_makes_none()
    {
        const string Sent = "0af7651916cd43dd8448eb211c80319c";
        var (_, problem) = await InvokeAsync((_, _, _, _) => throw new InvalidOperationException(), $"00-{Sent}-b7ad6b7169203331-01");
        Assert.Equal(Sent, problem.GetProperty("trace_id").GetString());
        (_, problem) = await InvokeAsync((_, _, _, _) => throw new InvalidOperationException(), "00-0-0-0");
        Assert.Equal("trace-7", problem.GetProperty("trace_id").GetString());
    }

    [Fact]
    public async Task An_unavailable_store_is_503_with_when_to_try_again()
    {
        var (http, problem) = await InvokeAsync((_, _, _, _) => throw new StoreUnavailableException("disk", retryAfter: TimeSpan.FromMilliseconds(2500)));
        Assert.Equal((503, "3"), (http.Response.StatusCode, http.Response.Headers.RetryAfter.ToString()));
        Assert.Equal("urn:personakit:problem:store-unavailable", problem.GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_client_that_left_is_not_answered()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        var http = new DefaultHttpContext { RequestAborted = gone.Token };
        await Invoker().InvokeAsync(Route((_, _, _, token) => throw new OperationCanceledException(token)), http, default);
        Assert.Equal(("", 200), (_log.ToString(), http.Response.StatusCode));
    }

    private static ApiRoute Route(ApiHandler<IServiceProvider> handler) => new("GET", "x", "x", AccessRule.Anonymous, handler);

    private ApiInvoker Invoker() => new(null!, LoggerFactory.Create(logging => logging.AddProvider(new TextLoggerProvider(_log))).CreateLogger<ApiInvoker>());

    private async Task<(HttpContext Http, JsonElement Problem)> InvokeAsync(ApiHandler<IServiceProvider> handler, string? traceParent = null)
    {
        var body = new MemoryStream();
        var http = new DefaultHttpContext { Response = { Body = body }, TraceIdentifier = "trace-7" };
        http.Request.Headers.TraceParent = traceParent;
        await Invoker().InvokeAsync(Route(handler), http, default);
        await http.Response.BodyWriter.FlushAsync();
        return (http, JsonDocument.Parse(body.ToArray()).RootElement);
    }
}
