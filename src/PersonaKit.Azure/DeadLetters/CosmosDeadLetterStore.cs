using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Cosmos;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.DeadLetters;

/// <summary>Dead letters in Cosmos DB. A dead letter has the id of the document that could not be processed.</summary>
internal sealed class CosmosDeadLetterStore(Container container) : IDeadLetterStore
{
    private readonly CosmosDocuments _documents = new(container);

    public async Task ParkAsync(string documentId, string reason, DateTimeOffset at, DocumentPosition position, CancellationToken cancellationToken)
    {
        // Two concurrent calls may count one attempt too few; the dead letter is stored in any case.
        var answer = await _documents.ReadAsync(documentId, documentId, cancellationToken);
        var earlier = answer.Done ? Read(answer.Body) : null;
        var letter = new DeadLetter(documentId, reason, at, (earlier?.Attempts ?? 0) + 1) { Position = position.And(earlier?.Position ?? default) };
        await _documents.UpsertAsync(documentId, Write(letter), cancellationToken);
    }

    public async Task<ImmutableArray<DeadLetter>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        // Reads the container page by page without a query; only operators call this.
        var letters = ImmutableArray.CreateBuilder<DeadLetter>();
        using var pages = container.GetItemQueryStreamIterator((QueryDefinition?)null, null, new QueryRequestOptions { MaxItemCount = limit });
        while (pages.HasMoreResults && letters.Count < limit)
        {
            var page = await _documents.SendAsync(() => pages.ReadNextAsync(cancellationToken), cancellationToken);
            using var json = JsonDocument.Parse(page.Body);
            letters.AddRange(json.RootElement.GetProperty("Documents").EnumerateArray().Select(Read).Take(limit - letters.Count));
        }

        return letters.ToImmutable();
    }

    public Task RemoveAsync(string documentId, CancellationToken cancellationToken) =>
        _documents.DeleteAsync(documentId, documentId, cancellationToken);

    private static DeadLetter Read(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        return Read(json.RootElement);
    }

    private static DeadLetter Read(JsonElement letter) => new(
        letter.GetProperty("id").GetString()!,
        letter.GetProperty("reason").GetString()!,
        DateTimeOffset.FromUnixTimeMilliseconds(letter.GetProperty("at").GetInt64()),
        letter.GetProperty("attempts").GetInt32())
    {
        // Letters of earlier versions have none.
        Position = letter.TryGetProperty("version", out var version)
            ? new DocumentPosition(new MindscapeVersion(version.GetInt64()), letter.GetProperty("received").GetInt64())
            : default,
    };

    private static byte[] Write(DeadLetter letter)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("id", letter.DocumentId);
        writer.WriteString("person_id", letter.DocumentId);
        writer.WriteString("reason", letter.Reason);
        writer.WriteNumber("at", letter.At.ToUnixTimeMilliseconds());
        writer.WriteNumber("attempts", letter.Attempts);
        writer.WriteNumber("version", letter.Position.Version.Value);
        writer.WriteNumber("received", letter.Position.LastSequence);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
