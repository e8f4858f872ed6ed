using System.Collections.Concurrent;
using System.Net;
using Microsoft.Azure.Cosmos;

namespace PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

/// <summary>
/// The reads of a client whose replica stops to receive what others write: while it lags, each document is as it was when it was read last,
/// and one that was never read is missing. The client's own writes reach the database.
/// </summary>
internal sealed class LaggingReplica : RequestHandler
{
    private readonly ConcurrentDictionary<string, (byte[] Body, string ETag)> _read = new();

    public bool Lags { get; set; }

    public int Reads { get; set; }

    public override async Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        Reads++;
        var path = request.RequestUri.ToString();
        if (!Lags)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                using var body = new MemoryStream();
                await response.Content.CopyToAsync(body, cancellationToken);
                response.Content.Position = 0;
                _read[path] = (body.ToArray(), response.Headers.ETag);
            }

            return response;
        }

        if (!_read.TryGetValue(path, out var known))
        {
            return new ResponseMessage(HttpStatusCode.NotFound, request);
        }

        var stale = new ResponseMessage(HttpStatusCode.OK, request) { Content = new MemoryStream(known.Body) };
        stale.Headers.Add("etag", known.ETag);
        return stale;
    }
}
