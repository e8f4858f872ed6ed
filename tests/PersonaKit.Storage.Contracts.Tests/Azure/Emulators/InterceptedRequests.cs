using System.Net;
using Microsoft.Azure.Cosmos;

namespace PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

/// <summary>Lets a test do something just before a request, or answer it.</summary>
internal sealed class InterceptedRequests : RequestHandler
{
    /// <summary>What to answer instead of asking the database; null to ask it.</summary>
    public Func<RequestMessage, Task<HttpStatusCode?>>? Before { get; set; }

    public override async Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken) =>
        Before is not null && await Before(request) is { } status ? new ResponseMessage(status, request) : await base.SendAsync(request, cancellationToken);
}
