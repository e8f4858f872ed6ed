using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PersonaKit.Benchmarks.Http;

/// <summary>
/// The least a durable append service can do, and so the reference of our posts: JSON is parsed, one row is stored under a unique index, and the
/// answer waits for the commit. No people, no traits, no receipts, no feed.
/// </summary>
internal static class AppendService
{
    public static async Task RunAsync(string url, string file)
    {
        using var writer = new AppendWriter(file);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", url);
        var app = builder.Build();
        app.MapGet("/api/v1/health/live", () => "ok");
        app.MapPost("/api/v1/people/{person_id}/observations", (HttpContext http, string person_id) => PostAsync(http, person_id, writer));
        await app.RunAsync();
    }

    private static async Task PostAsync(HttpContext http, string person, AppendWriter writer)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
        var id = body.RootElement.GetProperty("id").GetString()!;
        var stored = JsonSerializer.SerializeToUtf8Bytes(body.RootElement, AppendJson.Default.JsonElement);
        var isNew = await writer.AppendAsync(person, id, stored);
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        await http.Response.WriteAsJsonAsync(new AppendAnswer(id, isNew), AppendJson.Default.AppendAnswer);
    }
}
