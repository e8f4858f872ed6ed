using System.Net;
using Microsoft.Azure.Cosmos;

namespace PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

/// <summary>Lets a test run code before a request, or answer it.</summary>
internal sealed class InterceptedRequests : RequestHandler
{
    /// <summary>The answer to return instead of the database's; null to send the request.</summary>
    public Func<RequestMessage, Task<HttpStatusCode?>>? Before { get; set; }

    public override async Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken) =>
        Before is not null && await Before(request) is { } status ? new ResponseMessage(status, request) : await base.SendAsync(request, cancellationToken);
}
