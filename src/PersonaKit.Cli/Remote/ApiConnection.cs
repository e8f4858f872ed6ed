using System.Net;
using System.Net.Http.Headers;
using PersonaKit.Cli.Terminal;

namespace PersonaKit.Cli.Remote;

/// <summary>Sends requests to one host. After 429 or 503 the same request is sent again, when <c>Retry-After</c> says.</summary>
internal sealed class ApiConnection : IDisposable
{
    private const int MaxAttempts = 30;

    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    /// <param name="url">The host.</param>
    /// <param name="apiKey">A key or a token of the host; where it asks for a function key alone, that.</param>
    /// <param name="functionKey">What Azure Functions wants beside the host's own key.</param>
    /// <param name="time">The clock of the pauses.</param>
    public ApiConnection(Uri url, string? apiKey, string? functionKey, TimeProvider time)
    {
        _time = time;
        _http = new HttpClient { BaseAddress = new Uri($"{url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/api/v1/") };
        AddKey("X-Api-Key", apiKey);
        AddKey("x-functions-key", functionKey ?? apiKey);
    }

    public Task<ApiAnswer> GetAsync(string path, CancellationToken cancellationToken) => GetAsync(path, static _ => { }, cancellationToken);

    /// <param name="path">The path below the API's root.</param>
    /// <param name="arrived">Receives the number of bytes read so far.</param>
    /// <param name="cancellationToken">Cancels the request and the waiting.</param>
    public Task<ApiAnswer> GetAsync(string path, Action<int> arrived, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), arrived, cancellationToken);

    public Task<ApiAnswer> PostAsync(string path, ReadOnlyMemory<byte> json, string idempotencyKey, CancellationToken cancellationToken) =>
        SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new ReadOnlyMemoryContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
                Headers = { { "Idempotency-Key", idempotencyKey } },
            },
            static _ => { },
            cancellationToken);

    /// <param name="path">The path below the API's root.</param>
    /// <param name="yaml">The new text.</param>
    /// <param name="etag">The tag of the state that is to be replaced; null when there must be none.</param>
    /// <param name="cancellationToken">Cancels the request and the waiting.</param>
    public Task<ApiAnswer> PutAsync(string path, string yaml, string? etag, CancellationToken cancellationToken) =>
        SendAsync(
            () => new HttpRequestMessage(HttpMethod.Put, path)
            {
                Content = new StringContent(yaml, new MediaTypeHeaderValue("application/yaml", "utf-8")),
                Headers = { { etag is null ? "If-None-Match" : "If-Match", etag ?? "*" } },
            },
            static _ => { },
            cancellationToken);

    /// <summary>A command that has no body and may be repeated.</summary>
    public Task<ApiAnswer> PostAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Post, path), static _ => { }, cancellationToken);

    public void Dispose() => _http.Dispose();

    private void AddKey(string header, string? key)
    {
        if (key is { Length: > 0 } && !_http.DefaultRequestHeaders.TryAddWithoutValidation(header, key))
        {
            throw new CommandFailure("the API key contains characters that are not allowed in a header", ExitCodes.Misused);
        }
    }

    private async Task<ApiAnswer> SendAsync(Func<HttpRequestMessage> create, Action<int> arrived, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await SendOnceAsync(create, arrived, cancellationToken);
            if (answer.Status is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) || attempt == MaxAttempts)
            {
                return answer;
            }

            var pause = answer.RetryAfter ?? DefaultPause;
            await Task.Delay(pause < LongestPause ? pause : LongestPause, _time, cancellationToken);
        }
    }

    private async Task<ApiAnswer> SendOnceAsync(Func<HttpRequestMessage> create, Action<int> arrived, CancellationToken cancellationToken)
    {
        using var request = create();
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var retryAfter = response.Headers.RetryAfter switch
            {
                { Delta: { } delta } => delta,
                { Date: { } date } => date - _time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero,
                _ => (TimeSpan?)null,
            };
            return new ApiAnswer(response.StatusCode, await ReadAsync(response, arrived, cancellationToken), retryAfter)
            {
                ETag = response.Headers.ETag?.ToString(),
            };
        }
        catch (HttpRequestException unreachable)
        {
            throw new CommandFailure($"{_http.BaseAddress!.GetLeftPart(UriPartial.Authority)} does not answer: {unreachable.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailure($"{_http.BaseAddress!.GetLeftPart(UriPartial.Authority)} did not answer within {_http.Timeout.TotalSeconds:0} seconds");
        }
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, Action<int> arrived, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await body.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            whole.Write(buffer, 0, count);
            arrived((int)whole.Length);
        }

        return whole.ToArray();
    }
}
