using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PersonaKit.Cli.Tests.Hosting;

/// <summary>A host that returns the test's answers and records the requests.</summary>
internal sealed class ScriptedHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ScriptedHost(WebApplication application) => _application = application;

    public List<Request> Requests { get; } = [];

    public string Url => _application.Urls.First();

    public static async Task<ScriptedHost> StartAsync(Func<Request, Reply> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var host = new ScriptedHost(builder.Build());
        host._application.Run(async http =>
        {
            using var body = new StreamReader(http.Request.Body, Encoding.UTF8);
            var request = new Request($"{http.Request.Method} {http.Request.Path.Value}{http.Request.QueryString}", http.Request.Headers["Idempotency-Key"].ToString(), http.Request.Headers["X-Api-Key"].ToString(), http.Request.Headers["x-functions-key"].ToString(), await body.ReadToEndAsync());
            lock (host.Requests)
            {
                host.Requests.Add(request);
            }

            var reply = answer(request);
            http.Response.StatusCode = reply.Status;
            http.Response.Headers.RetryAfter = reply.RetryAfter;
            await http.Response.WriteAsync(reply.Body);
        });
        await host._application.StartAsync();
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    internal sealed record Request(string Line, string IdempotencyKey, string ApiKey, string FunctionKey, string Body);

    internal sealed record Reply(int Status, string Body = "", string? RetryAfter = null);
}
