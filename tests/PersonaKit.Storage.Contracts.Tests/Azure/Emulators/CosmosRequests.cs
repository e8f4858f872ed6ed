using System.Collections.Concurrent;
using System.Net;
using Microsoft.Azure.Cosmos;

namespace PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

/// <summary>Counts the requests to documents.</summary>
internal sealed class CosmosRequests : RequestHandler
{
    private readonly ConcurrentQueue<string> _seen = new();

    /// <summary>The answer to every request instead of the emulator's.</summary>
    public HttpStatusCode? Refusal { get; set; }

    /// <summary>The retry time in milliseconds, as Cosmos DB returns it.</summary>
    public int? RetryAfter { get; init; }

    public string[] Take()
    {
        var seen = _seen.ToArray();
        _seen.Clear();
        return seen;
    }

    public override Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken)
    {
        _seen.Enqueue(request.Method.Method);
        if (Refusal is not { } status)
        {
            return base.SendAsync(request, cancellationToken);
        }

        var refused = new ResponseMessage(status, request);
        if (RetryAfter is { } milliseconds)
        {
            refused.Headers.Add("x-ms-retry-after-ms", $"{milliseconds}");
        }

        return Task.FromResult(refused);
    }
}
