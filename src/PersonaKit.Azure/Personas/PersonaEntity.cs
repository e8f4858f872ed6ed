using Azure.Data.Tables;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Personas;

/// <summary>A persona row as a table entity: its metadata in columns, its body compressed and in chunks.</summary>
internal static class PersonaEntity
{
    public const string ExpiresAt = "expires_at";

    /// <summary>The maximum size of a binary property is 64 KiB.</summary>
    private const int ChunkBytes = 64 * 1024;

    /// <summary>
    /// The maximum size of an entity is 1 MiB with all names and values. This size stays below it, also as base64 in the request.
    /// </summary>
    private const int MaxBytes = 12 * ChunkBytes;

    /// <summary>Returns null when the compressed body is too large for an entity; the row is then not cached.</summary>
    public static TableEntity? TryWrite(PersonId personId, PersonaRow row)
    {
        var packed = PackedBody.Pack(row.Body.Span);
        if (packed.Length > MaxBytes)
        {
            return null;
        }

        var entity = new TableEntity(TableKeys.Partition(personId), TableKeys.Row(row.Key))
        {
            ["mapper_id"] = row.Key.MapperId.Value,
            ["mapper_revision"] = row.MapperRevision,
            ["mindscape_version"] = row.MindscapeVersion.Value,
            ["received"] = row.LastSequence,
            ["generated_at"] = row.GeneratedAt,
            [ExpiresAt] = row.ExpiresAt,
            ["persona_id"] = row.PersonaId,
        };
        var chunks = 0;
        for (var start = 0; start < packed.Length; start += ChunkBytes)
        {
            entity[Chunk(chunks++)] = packed[start..Math.Min(packed.Length, start + ChunkBytes)];
        }

        entity["chunks"] = chunks;
        return entity;
    }

    public static PersonaRow Read(TableEntity entity)
    {
        var chunks = Enumerable.Range(0, Required(entity.GetInt32("chunks"))).Select(i => Required(entity.GetBinary(Chunk(i)))).ToArray();
        return new PersonaRow
        {
            Key = TableKeys.Key(entity.RowKey),
            MapperRevision = Required(entity.GetInt32("mapper_revision")),
            MindscapeVersion = new MindscapeVersion(Required(entity.GetInt64("mindscape_version"))),
            LastSequence = Required(entity.GetInt64("received")),
            GeneratedAt = Required(entity.GetDateTimeOffset("generated_at")),
            ExpiresAt = Required(entity.GetDateTimeOffset(ExpiresAt)),
            PersonaId = Required(entity.GetString("persona_id")),
            Body = PackedBody.Unpack(chunks is [var only] ? only : [.. chunks.SelectMany(chunk => chunk)]),
        };
    }

    private static string Chunk(int number) => $"body_{number}";

    private static T Required<T>(T? value)
        where T : struct => value ?? throw new FormatException("not a stored persona");

    private static T Required<T>(T? value)
        where T : class => value ?? throw new FormatException("not a stored persona");
}
