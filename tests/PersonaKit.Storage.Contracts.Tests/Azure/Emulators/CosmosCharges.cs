using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

/// <summary>
/// What requests would cost in Azure, by the sizes of the documents, because the emulator charges nothing. Without an index a read is 1
/// request unit at 1 KB and 10 at 100 KB, a write 5 and 50, linear in between and beyond; a patch is billed like a replace, and so is a
/// delete.
/// </summary>
internal sealed class CosmosCharges : RequestHandler
{
    private readonly ConcurrentDictionary<string, long> _sizes = new();
    private ConcurrentQueue<(string Kind, bool IsRead, double Units)> _seen = new();

    /// <summary>How many requests of each kind of document there were, and what they cost, since the last call.</summary>
    public CosmosBill Take() => new([.. Interlocked.Exchange(ref _seen, new())]);

    public override async Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken)
    {
        var sent = request.Content is { CanSeek: true } content ? content.Length : 0;
        var response = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri.ToString().Split("/docs/") is [_, var id] ? id : await IdOfAsync(request.Content);
        var kind = path.Contains('!') ? path[..path.IndexOf('!')] : "person";
        var answered = response.Content?.Length ?? 0;
        switch (request.Method.Method)
        {
            case "GET":
                Charge(kind, isRead: true, response.IsSuccessStatusCode ? answered : 0);
                break;
            case "DELETE":
                Charge(kind, isRead: !response.IsSuccessStatusCode, response.IsSuccessStatusCode ? _sizes.GetValueOrDefault(path) : 0);
                break;
            case "PATCH":
                Charge(kind, isRead: false, answered);
                break;
            default:
                _sizes[path] = sent;
                Charge(kind, isRead: false, sent);
                break;
        }

        return response;
    }

    private static async Task<string> IdOfAsync(Stream? content)
    {
        if (content is null)
        {
            return "";
        }

        using var document = await JsonDocument.ParseAsync(content, new JsonDocumentOptions { MaxDepth = 256 });
        content.Position = 0;
        return document.RootElement.GetProperty("id").GetString()!;
    }

    private void Charge(string kind, bool isRead, long bytes)
    {
        var units = 1 + (Math.Max(0, (bytes / 1024.0) - 1) / 11);
        _seen.Enqueue((kind, isRead, isRead ? units : 5 * units));
    }
}
