using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Moq;
using PersonaKit.Engine.Storage;
using PersonaKit.Functions.Http;
using PersonaKit.Functions.Tests.Hosting;

namespace PersonaKit.Functions.Tests;

public sealed class ProblemMiddlewareTests(FunctionsWorld world) : IClassFixture<FunctionsWorld>
{
    [Fact]
    public async Task An_exception_becomes_a_problem_document_that_says_nothing_internal()
    {
        var (http, body) = await InvokeAsync(_ => throw new InvalidOperationException("Ada said: I am tired"));
        Assert.Equal((500, "application/problem+json"), (http.Response.StatusCode, http.Response.ContentType));
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal("urn:personakit:problem:internal-error", problem.GetProperty("type").GetString());
        Assert.True(problem.TryGetProperty("trace_id", out _));
        Assert.DoesNotContain("tired", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_cannot_answer_is_503_with_when_to_try_again()
    {
        var (http, _) = await InvokeAsync(_ => throw new StoreUnavailableException("throttled", retryAfter: TimeSpan.FromSeconds(3)));
        Assert.Equal((503, "3"), (http.Response.StatusCode, http.Response.Headers.RetryAfter.ToString()));
    }

    [Fact]
    public async Task An_answer_passes_untouched()
    {
        var (http, body) = await InvokeAsync(context => context.GetHttpContext()!.Response.WriteAsync("fine"));
        Assert.Equal((200, "fine"), (http.Response.StatusCode, System.Text.Encoding.UTF8.GetString(body)));
    }

    [Fact]
    public async Task Without_a_request_the_exception_stays_what_the_retries_of_the_trigger_need()
    {
        var context = Context(null);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => world.New<ProblemMiddleware>().Invoke(context, _ => throw new StoreUnavailableException("throttled")));
    }

    private async Task<(HttpContext Http, byte[] Body)> InvokeAsync(FunctionExecutionDelegate next)
    {
        var body = new MemoryStream();
        var http = new DefaultHttpContext { Response = { Body = body } };
        await world.New<ProblemMiddleware>().Invoke(Context(http), next);
        await http.Response.BodyWriter.FlushAsync();
        return (http, body.ToArray());
    }

    private static FunctionContext Context(HttpContext? http)
    {
        var items = new Dictionary<object, object>();
        if (http is not null)
        {
            items["HttpRequestContext"] = http;
        }

        var definition = Mock.Of<FunctionDefinition>(definition => definition.Name == "getMindscape");
        return Mock.Of<FunctionContext>(context => context.Items == items && context.FunctionDefinition == definition);
    }
}
