using System.Collections.Concurrent;
using Microsoft.Azure.Cosmos;

namespace PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

/// <summary>Counts what is asked of documents.</summary>
internal sealed class CosmosRequests : RequestHandler
{
    private readonly ConcurrentQueue<string> _seen = new();

    public bool IsDown { get; set; }

    public string[] Take()
    {
        var seen = _seen.ToArray();
        _seen.Clear();
        return seen;
    }

    public override Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken)
    {
        _seen.Enqueue(request.Method.Method);
        return IsDown
            ? Task.FromResult(new ResponseMessage(System.Net.HttpStatusCode.ServiceUnavailable, request))
            : base.SendAsync(request, cancellationToken);
    }
}
