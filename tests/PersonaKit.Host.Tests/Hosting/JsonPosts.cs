using System.Text;

namespace PersonaKit.Host.Tests.Hosting;

/// <summary>Posts of JSON to any path.</summary>
internal static class JsonPosts
{
    public static async Task<Answer> PostJsonAsync(this ApiClient client, string path, string json, string type = "application/json")
    {
        using var content = new StringContent(json, Encoding.UTF8, type);
        return await Answer.ReadAsync(await client.Http.PostAsync(path, content));
    }

    /// <summary>Every fault of a mapper's text that the problem names.</summary>
    public static string[] Places(this Answer answer) =>
        [.. answer.Json.GetProperty("errors").EnumerateArray().Select(error => $"{error.GetProperty("line")}:{error.GetProperty("column")} {error.GetProperty("message").GetString()}")];
}
