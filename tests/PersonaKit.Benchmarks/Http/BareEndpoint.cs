using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PersonaKit.Benchmarks.Http;

/// <summary>The least an endpoint of a slim WebApplication can do: the same route pattern, the same bytes, nothing behind it and no logger.</summary>
internal static class BareEndpoint
{
    public static async Task RunAsync(string url, string bodyFile)
    {
        var body = await File.ReadAllBytesAsync(bodyFile);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", url);
        var app = builder.Build();
        app.MapGet("/api/v1/people/{person_id}/personas/{mapper_id}", (HttpContext http) =>
        {
            http.Response.StatusCode = (int)HttpStatusCode.OK;
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = body.Length;
            return http.Response.Body.WriteAsync(body).AsTask();
        });
        await app.RunAsync();
    }
}
