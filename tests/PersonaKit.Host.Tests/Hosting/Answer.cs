using System.Net;
using System.Text.Json;

namespace PersonaKit.Host.Tests.Hosting;

/// <summary>A response, read to its end.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, HttpResponseMessage Message)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string? ETag => Message.Headers.ETag?.ToString();

    public string? CacheStatus => Header("Cache-Status");

    public string? RetryAfter => Header("Retry-After");

    public string Receipt => Json.GetProperty("receipt").GetString()!;

    public string Problem
    {
        get
        {
            Assert.Equal("application/problem+json", Message.Content.Headers.ContentType?.MediaType);
            Assert.Equal((int)Status, Json.GetProperty("status").GetInt32());
            Assert.False(string.IsNullOrEmpty(Json.GetProperty("title").GetString()));
            Assert.Equal(Message.RequestMessage!.RequestUri!.AbsolutePath, Uri.UnescapeDataString(Json.GetProperty("instance").GetString()!));
            return Json.GetProperty("type").GetString()!.Replace("urn:personakit:problem:", "", StringComparison.Ordinal);
        }
    }

    public string[] Pointers => [.. Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()!)];

    public string? Header(string name) =>
        Message.Headers.TryGetValues(name, out var values) || Message.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    public static async Task<Answer> ReadAsync(HttpResponseMessage message) =>
        new(message.StatusCode, await message.Content.ReadAsStringAsync(), message);
}
