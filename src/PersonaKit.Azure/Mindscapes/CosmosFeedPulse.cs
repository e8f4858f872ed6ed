using System.Buffers;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Cosmos;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// The mark as one document among the mindscapes, whose feed brings it. No person has its id: ids of people contain no exclamation mark.
/// </summary>
internal sealed class CosmosFeedPulse(Container container) : IFeedPulse
{
    private const string Id = "pulse!feed";

    private readonly CosmosDocuments _documents = new(container);

    public async Task<FeedPulse?> ReadAsync(CancellationToken cancellationToken)
    {
        var answer = await _documents.ReadAsync(Id, Id, cancellationToken);
        return answer.Done ? Read(answer) : null;
    }

    public async Task SendAsync(FeedPulse? known, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // Whoever comes second changes nothing: there is a mark on its way.
        var mark = Write(at, null);
        _ = known is null
            ? await _documents.CreateAsync(Id, mark, cancellationToken)
            : await _documents.ReplaceAsync(Id, Id, mark, known.ETag, cancellationToken);
    }

    public async Task ReceiveAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        // The feed brings this write, too; then there is nothing to write.
        if (await ReadAsync(cancellationToken) is { ReceivedAt: null } sent)
        {
            await _documents.ReplaceAsync(Id, Id, Write(sent.SentAt, at), sent.ETag, cancellationToken);
        }
    }

    private static FeedPulse Read(CosmosAnswer answer)
    {
        using var json = JsonDocument.Parse(answer.Body);
        return new FeedPulse(
            DateTimeOffset.FromUnixTimeMilliseconds(json.RootElement.GetProperty("sent_at").GetInt64()),
            json.RootElement.TryGetProperty("received_at", out var at) ? DateTimeOffset.FromUnixTimeMilliseconds(at.GetInt64()) : null,
            answer.ETag);
    }

    private static byte[] Write(DateTimeOffset sentAt, DateTimeOffset? receivedAt)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("id", Id);
        writer.WriteString("person_id", Id);
        writer.WriteString("kind", FeedPulse.Kind);
        writer.WriteNumber("sent_at", sentAt.ToUnixTimeMilliseconds());
        if (receivedAt is { } at)
        {
            writer.WriteNumber("received_at", at.ToUnixTimeMilliseconds());
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
