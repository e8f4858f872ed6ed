using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Mappers;

/// <summary>The stored JSON of mappers: the index (schema 2; schema 1 had no number), a mapper's history, a revision's text.</summary>
internal static class MapperDocuments
{
    public const string IndexId = "active";

    /// <summary>The id contains the digest, so that concurrent uploads of different texts never write the same document.</summary>
    public static string TextId(MapperId id, MapperRevision revision) => $"{id}!{revision.Number}!{revision.Digest}";

    public static string HistoryId(MapperId id) => $"history!{id}";

    public static byte[] WriteText(MapperId id, MapperRevision revision, string source) =>
        Write(TextId(id, revision), (revision, source), static (writer, text) =>
        {
            WriteFields(writer, text.revision);
            writer.WriteString("source", text.source);
        });

    public static string ReadSource(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("source").GetString()!;
    }

    public static byte[] WriteHistory(MapperId id, IEnumerable<MapperRevision> revisions) =>
        Write(HistoryId(id), revisions, static (writer, revisions) =>
        {
            writer.WriteStartArray("revisions");
            foreach (var revision in revisions)
            {
                writer.WriteStartObject();
                WriteFields(writer, revision);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });

    public static ImmutableArray<MapperRevision> ReadHistory(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        return [.. json.RootElement.GetProperty("revisions").EnumerateArray().Select(ReadRevision)];
    }

    public static byte[] WriteIndex(IEnumerable<MapperHead> heads) =>
        Write(IndexId, heads, static (writer, heads) =>
        {
            writer.WriteNumber("schema", 2);
            writer.WriteStartArray("mappers");
            foreach (var head in heads)
            {
                writer.WriteStartObject();
                writer.WriteString("mapper_id", head.Id.Value);
                writer.WriteNumber("version", head.Version);
                writer.WriteNumber("reached", head.Reached);
                if (head.DecidedBy is { } by)
                {
                    writer.WriteString("decided_by", NameOf(by));
                }

                WriteRevision(writer, "newest", head.Newest);
                WriteRevision(writer, "active", head.Active);
                WriteRevision(writer, "seed", head.Seed);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });

    public static ImmutableArray<MapperHead> ReadIndex(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        return [.. json.RootElement.GetProperty("mappers").EnumerateArray().Select(ReadHead).OrderBy(head => head.Id)];
    }

    private static MapperHead ReadHead(JsonElement mapper)
    {
        var id = MapperId.Parse(mapper.GetProperty("mapper_id").GetString()!);
        if (!mapper.TryGetProperty("newest", out var newest))
        {
            // Schema 1 had no drafts: its only revision came from a file and was active.
            var only = ReadRevision(mapper);
            return MapperHead.Of(id, only) with { Active = only, DecidedBy = MapperOrigin.File, Reached = only.Number };
        }

        return new MapperHead
        {
            Id = id,
            Version = mapper.GetProperty("version").GetInt64(),
            Reached = mapper.GetProperty("reached").GetInt32(),
            DecidedBy = mapper.TryGetProperty("decided_by", out var by) ? OriginOf(by) : null,
            Newest = ReadRevision(newest),
            Active = mapper.TryGetProperty("active", out var active) ? ReadRevision(active) : null,
            Seed = mapper.TryGetProperty("seed", out var seed) ? ReadRevision(seed) : null,
        };
    }

    private static void WriteRevision(Utf8JsonWriter writer, string name, MapperRevision? revision)
    {
        if (revision is not null)
        {
            writer.WriteStartObject(name);
            WriteFields(writer, revision);
            writer.WriteEndObject();
        }
    }

    private static void WriteFields(Utf8JsonWriter writer, MapperRevision revision)
    {
        writer.WriteNumber("revision", revision.Number);
        writer.WriteString("digest", revision.Digest);
        writer.WriteString("origin", NameOf(revision.Origin));
        writer.WriteNumber("created_at", revision.CreatedAt.ToUnixTimeMilliseconds());
    }

    private static MapperRevision ReadRevision(JsonElement revision) => new(
        revision.GetProperty("revision").GetInt32(),
        revision.GetProperty("digest").GetString()!,
        revision.TryGetProperty("origin", out var origin) ? OriginOf(origin) : MapperOrigin.File,
        DateTimeOffset.FromUnixTimeMilliseconds(revision.GetProperty("created_at").GetInt64()));

    private static string NameOf(MapperOrigin origin) => origin == MapperOrigin.Api ? "api" : "file";

    private static MapperOrigin OriginOf(JsonElement name) => name.GetString() == "api" ? MapperOrigin.Api : MapperOrigin.File;

    private static byte[] Write<TState>(string id, TState state, Action<Utf8JsonWriter, TState> fields)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, DataValueJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("id", id);
        fields(writer, state);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
