using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace PersonaKit.Fuzz.Soak;

/// <summary>A client as it should be: it sends the same request again until it is answered.</summary>
internal sealed class SoakClient(SoakHost host, TimeSpan patience) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };

    /// <returns>The status, the body and how often it was sent.</returns>
    /// <exception cref="TimeoutException">It was not answered within the patience.</exception>
    public async Task<(HttpStatusCode Status, string Text, int Attempts)> SendAsync(
        HttpMethod method,
        string path,
        string? body = null,
        string? key = null,
        string type = "application/json")
    {
        var clock = Stopwatch.StartNew();
        for (var attempt = 1; clock.Elapsed < patience; attempt++)
        {
            if (host.Address is { } address)
            {
                try
                {
                    using var request = new HttpRequestMessage(method, new Uri(address, $"/api/v1/{path}"));
                    request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
                    if (key is not null)
                    {
                        request.Headers.Add("Idempotency-Key", key);
                    }

                    using var answer = await _http.SendAsync(request);
                    var text = await answer.Content.ReadAsStringAsync();
                    if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
                    {
                        return (answer.StatusCode, text, attempt);
                    }
                }
                catch (Exception killed) when (killed is HttpRequestException or IOException or SocketException)
                {
                    // The process was killed in between; whether the request was done, nobody knows.
                }
            }

            await Task.Delay(Pause);
        }

        throw new TimeoutException($"{method} {path} was not answered within {patience}");
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        var (status, text, _) = await SendAsync(HttpMethod.Get, path);
        return status == HttpStatusCode.OK
            ? JsonDocument.Parse(text).RootElement
            : throw new SoakViolationException($"GET {path} was answered {(int)status}: {text}");
    }

    public void Dispose() => _http.Dispose();
}
