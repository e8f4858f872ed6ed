using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using PersonaKit.Cli.Terminal;

namespace PersonaKit.Cli.Checking;

/// <summary>Sends requests to a host; <see cref="AnswerJudge"/> holds the answers against the OpenAPI document that the host serves.</summary>
internal sealed class ApiChecker : IDisposable
{
    private const int Attempts = 5;

    private readonly CheckTarget _target;
    private readonly HttpClient _http;
    private readonly AnswerJudge _judge;
    private readonly string? _tokenOfAnother;
    private readonly Dictionary<string, string> _tags = [];
    private string _catalog = "";

    private ApiChecker(CheckTarget target, HttpClient http, JsonNode document, string? tokenOfAnother)
    {
        (_target, _http, _tokenOfAnother) = (target, http, tokenOfAnother);
        (Document, Operations, _judge) = (document, ApiOperation.AllOf(document), new AnswerJudge(document));
    }

    /// <summary>What the host says it does.</summary>
    public JsonNode Document { get; }

    public IReadOnlyList<ApiOperation> Operations { get; }

    /// <summary>Whether refusals of other credentials can be checked.</summary>
    public bool HasTokens => _tokenOfAnother is not null;

    /// <exception cref="CommandFailure">The host does not answer, or serves no OpenAPI document.</exception>
    public static async Task<ApiChecker> ConnectAsync(CheckTarget target, CancellationToken cancellationToken)
    {
        var http = new HttpClient { BaseAddress = new Uri($"{target.Url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/api/v1/") };
        try
        {
            using var answer = await SendAsync(http, new HttpRequestMessage(HttpMethod.Get, "openapi.json"), target, target.Key, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            var document = answer.IsSuccessStatusCode
                ? JsonNode.Parse(text)!
                : throw new CommandFailure($"GET openapi.json is answered {(int)answer.StatusCode}: {text}");
            return new ApiChecker(target, http, document, await MintAsync(http, document, target, cancellationToken));
        }
        catch (HttpRequestException unreachable)
        {
            http.Dispose();
            throw new CommandFailure($"{target.Url.GetLeftPart(UriPartial.Authority)} does not answer: {unreachable.Message}");
        }
    }

    public async Task<CheckResult> CheckAsync(CheckRequest request, CancellationToken cancellationToken)
    {
        var failures = new List<string>();
        if (Operations.FirstOrDefault(operation => operation.Id == request.Operation) is not { } operation)
        {
            return new CheckResult(request, ["the host does not document the operation"]);
        }

        using var answer = await AnswerAsync(request, operation, cancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        var status = (int)answer.StatusCode;
        Remember(request, answer, body);
        if (status != request.Status)
        {
            failures.Add($"answered {status}, not {request.Status}: {AnswerJudge.Excerpt(body)}");
        }
        else if (!(_target.HasPlatform && status is 401 or 404 && body.Length == 0))
        {
            failures.AddRange(_judge.Judge(operation, request.Problem, answer, body));
        }

        if (operation.Method == HttpMethod.Get && status is 200 or 304)
        {
            using var head = await SendAsync(_http, MessageOf(request, operation, HttpMethod.Head), _target, KeyOf(request), cancellationToken);
            var bytes = await head.Content.ReadAsByteArrayAsync(cancellationToken);
            if (head.StatusCode != answer.StatusCode || bytes.Length > 0)
            {
                failures.Add($"HEAD is answered {(int)head.StatusCode} with {bytes.Length} bytes, GET {status}");
            }
        }

        return new CheckResult(request, failures);
    }

    public void Dispose() => _http.Dispose();

    private static async Task<string?> MintAsync(
        HttpClient http, JsonNode document, CheckTarget target, CancellationToken cancellationToken)
    {
        if (target.Key is null || document["paths"]!["/tokens"] is null)
        {
            return null;
        }

        using var mint = new HttpRequestMessage(HttpMethod.Post, "tokens")
        {
            Content = new StringContent(
                """{"person_id":"conformance-somebody-else","scopes":["observe"]}""", new MediaTypeHeaderValue("application/json")),
        };
        using var answer = await SendAsync(http, mint, target, target.Key, cancellationToken);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!["access_token"]?.GetValue<string>()
            : null;
    }

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient http, HttpRequestMessage message, CheckTarget target, string? key, CancellationToken cancellationToken)
    {
        if (key is not null)
        {
            message.Headers.TryAddWithoutValidation("X-Api-Key", key);
            message.Headers.TryAddWithoutValidation("x-functions-key", target.FunctionKey ?? key);
        }

        return await http.SendAsync(message, cancellationToken);
    }

    /// <summary>What is asked for may change beside the checks, by a fold: then its tag is asked for again.</summary>
    private async Task<HttpResponseMessage> AnswerAsync(CheckRequest request, ApiOperation operation, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await SendAsync(_http, MessageOf(request, operation), _target, KeyOf(request), cancellationToken);
            if (request.Status != (int)HttpStatusCode.NotModified || answer.StatusCode != HttpStatusCode.OK || attempt == Attempts)
            {
                return answer;
            }

            Remember(request, answer, []);
            answer.Dispose();
        }
    }

    private HttpRequestMessage MessageOf(CheckRequest request, ApiOperation operation, HttpMethod? method = null)
    {
        var message = (request.BodyOfCatalog is { } make ? request with { Body = make(_catalog) } : request).ToMessage(operation, method);
        if (request.Tag is var (header, of))
        {
            message.Headers.TryAddWithoutValidation(header, _tags.GetValueOrDefault(of));
        }

        return message;
    }

    private void Remember(CheckRequest request, HttpResponseMessage answer, byte[] body)
    {
        if (answer.StatusCode == HttpStatusCode.OK && answer.Headers.ETag is { } tag)
        {
            _tags[request.Operation] = tag.ToString();
        }

        if (request.Operation == "getCatalog" && answer.StatusCode == HttpStatusCode.OK && body.Length > 0)
        {
            _catalog = JsonNode.Parse(body)!["source"]!.GetValue<string>();
        }
    }

    private string? KeyOf(CheckRequest request) => request.Credential switch
    {
        Credential.Key => _target.Key,
        Credential.OfAnother => _tokenOfAnother,
        _ => null,
    };
}
