using System.Text;

namespace PersonaKit.Host.Tests.Hosting;

/// <summary>Talks to a started host the way a client would.</summary>
public sealed class ApiClient(string address) : IDisposable
{
    /// <summary>Sends header values as UTF-8, so that a test can send what a client should not.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 })
    {
        BaseAddress = new Uri($"{address}/api/v1/"),
    };

    public Task<Answer> GetAsync(string path, string? ifNoneMatch = null) => SendAsync(HttpMethod.Get, path, ("If-None-Match", ifNoneMatch));

    public Task<Answer> PostAsync(string person, string json, string? idempotencyKey = null) =>
        PostAsync(person, new StringContent(json, Encoding.UTF8, "application/json"), ("Idempotency-Key", idempotencyKey));

    public async Task<Answer> PostAsync(string person, HttpContent content, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"people/{person}/observations") { Content = content };
        return await SendAsync(request, headers);
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        return await SendAsync(request, headers);
    }

    /// <summary>Sends a mapper's text.</summary>
    public async Task<Answer> SendTextAsync(HttpMethod method, string path, byte[] text, string? contentType = "application/yaml", params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(text) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return await SendAsync(request, headers);
    }

    public void Dispose() => Http.Dispose();

    private async Task<Answer> SendAsync(HttpRequestMessage request, (string Name, string? Value)[] headers)
    {
        foreach (var (name, value) in headers)
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await Answer.ReadAsync(await Http.SendAsync(request));
    }
}
