using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Cosmos;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Mappers;

/// <summary>
/// Mappers in Cosmos DB: a document for each text, which never changes, and one index that says which of them are active. The replace of the index, under
/// its tag, is the moment a text becomes active; a text that lost the race lies unused.
/// </summary>
public sealed class CosmosMapperStore(Container container) : IMapperStore
{
    private const string IndexId = "active";
    private const int Attempts = 60;

    private readonly CosmosDocuments _documents = new(container);

    public async Task<ImmutableArray<StoredMapper>> ReadActiveAsync(CancellationToken cancellationToken)
    {
        var (entries, _) = await ReadIndexAsync(cancellationToken);
        var mappers = await Task.WhenAll(entries.OrderBy(entry => entry.Id, StringComparer.Ordinal).Select(entry => ReadAsync(entry, cancellationToken)));
        return [.. mappers];
    }

    public async Task<StoredMapper?> FindAsync(MapperId id, int revision, CancellationToken cancellationToken)
    {
        var (entries, _) = await ReadIndexAsync(cancellationToken);
        var entry = entries.Where(entry => entry.Id == id.Value).SelectMany(entry => entry.Older.Append(entry)).FirstOrDefault(entry => entry.Revision == revision);
        return entry is null ? null : await ReadAsync(entry, cancellationToken);
    }

    public async Task<StoredMapper> PublishAsync(MapperId id, string source, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)).AsSpan(0, 16));
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (entries, tag) = await ReadIndexAsync(cancellationToken);
            var active = entries.FirstOrDefault(entry => entry.Id == id.Value);
            if (active is not null && active.Digest == digest)
            {
                return new StoredMapper(id, active.Revision, source, DateTimeOffset.FromUnixTimeMilliseconds(active.CreatedAt));
            }

            var next = new MapperIndexEntry(id.Value, (active?.Revision ?? 0) + 1, digest, Instants.Truncate(at).ToUnixTimeMilliseconds())
            {
                Older = active is null ? [] : [.. active.Older, active with { Older = [] }],
            };
            await _documents.UpsertAsync(next.DocumentId, WriteText(next, source), cancellationToken);
            var index = WriteIndex([.. entries.Where(entry => entry.Id != id.Value), next]);
            var written = tag is null
                ? await _documents.CreateAsync(IndexId, index, cancellationToken)
                : await _documents.ReplaceAsync(IndexId, IndexId, index, tag, cancellationToken);
            if (written.Done)
            {
                return new StoredMapper(id, next.Revision, source, DateTimeOffset.FromUnixTimeMilliseconds(next.CreatedAt));
            }
        }

        throw new StoreUnavailableException($"Cosmos DB: the mapper index was overtaken {Attempts} times");
    }

    private async Task<StoredMapper> ReadAsync(MapperIndexEntry entry, CancellationToken cancellationToken)
    {
        var answer = await _documents.ReadAsync(entry.DocumentId, entry.DocumentId, cancellationToken);
        if (!answer.Done)
        {
            throw new FormatException($"revision {entry.Revision} of the mapper {entry.Id} is active and missing");
        }

        using var json = JsonDocument.Parse(answer.Body);
        return new StoredMapper(
            MapperId.Parse(entry.Id), entry.Revision, json.RootElement.GetProperty("source").GetString()!, DateTimeOffset.FromUnixTimeMilliseconds(entry.CreatedAt));
    }

    private async Task<(ImmutableArray<MapperIndexEntry> Entries, string? Tag)> ReadIndexAsync(CancellationToken cancellationToken)
    {
        var answer = await _documents.ReadAsync(IndexId, IndexId, cancellationToken);
        if (!answer.Done)
        {
            return ([], null);
        }

        using var json = JsonDocument.Parse(answer.Body);
        var entries = json.RootElement.GetProperty("mappers").EnumerateArray().Select(mapper => ReadEntry(mapper, mapper.GetProperty("mapper_id").GetString()!) with
        {
            // An index from before older revisions were listed has none.
            Older = mapper.TryGetProperty("older", out var older)
                ? [.. older.EnumerateArray().Select(entry => ReadEntry(entry, mapper.GetProperty("mapper_id").GetString()!))]
                : [],
        });
        return ([.. entries], answer.Tag);
    }

    private static MapperIndexEntry ReadEntry(JsonElement entry, string id) =>
        new(id, entry.GetProperty("revision").GetInt32(), entry.GetProperty("digest").GetString()!, entry.GetProperty("created_at").GetInt64());

    private static byte[] WriteIndex(ImmutableArray<MapperIndexEntry> entries) => Write(IndexId, writer =>
    {
        writer.WriteStartArray("mappers");
        foreach (var entry in entries)
        {
            writer.WriteStartObject();
            writer.WriteString("mapper_id", entry.Id);
            WriteEntry(writer, entry);
            writer.WriteStartArray("older");
            foreach (var older in entry.Older)
            {
                writer.WriteStartObject();
                WriteEntry(writer, older);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static void WriteEntry(Utf8JsonWriter writer, MapperIndexEntry entry)
    {
        writer.WriteNumber("revision", entry.Revision);
        writer.WriteString("digest", entry.Digest);
        writer.WriteNumber("created_at", entry.CreatedAt);
    }

    private static byte[] WriteText(MapperIndexEntry entry, string source) => Write(entry.DocumentId, writer => writer.WriteString("source", source));

    private static byte[] Write(string id, Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("id", id);
        fields(writer);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
