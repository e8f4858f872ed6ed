using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PersonaKit.Host.Tests.Browsing;

/// <summary>A page on another port of this machine, as any program on it could serve one. It says when its scripts are done.</summary>
internal sealed class ForeignSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ForeignSite(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>Completes when the page has said that it is done.</summary>
    public Task Done => _done.Task;

    public static async Task<ForeignSite> StartAsync(string page)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var site = new ForeignSite(builder.Build());
        site._app.Urls.Add("http://127.0.0.1:0");
        site._app.MapGet("/", () => Results.Content(page, "text/html"));
        site._app.MapPost("/done", () =>
        {
            site._done.TrySetResult();
            return Results.Ok();
        });
        await site._app.StartAsync();
        return site;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
