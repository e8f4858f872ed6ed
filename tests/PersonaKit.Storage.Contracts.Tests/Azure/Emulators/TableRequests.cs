using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

/// <summary>Counts the requests to a table.</summary>
internal sealed class TableRequests : HttpPipelineSynchronousPolicy
{
    private readonly ConcurrentQueue<string> _seen = new();

    public override void OnSendingRequest(HttpMessage message) => _seen.Enqueue(message.Request.Method.Method);

    public string[] Take()
    {
        var seen = _seen.ToArray();
        _seen.Clear();
        return seen;
    }
}
