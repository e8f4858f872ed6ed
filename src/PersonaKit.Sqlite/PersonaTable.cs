using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Connections;

namespace PersonaKit.Sqlite;

/// <summary>The statements over heads and persona rows.</summary>
internal static class PersonaTable
{
    private const string Columns = "mapper_id, context_digest, mapper_revision, mindscape_version, received, generated_at, expires_at, persona_id, body";

    public static PersonaLookup Find(SqlSession session, PersonId personId, PersonaKey key)
    {
        using var row = session.Query(
            $"SELECT {Columns} FROM personas WHERE person_id = $1 AND mapper_id = $2 AND context_digest = $3",
            personId.Value, key.MapperId.Value, key.ContextDigest);
        return new(Head(session, personId), row.Read() ? Row(row) : null);
    }

    public static PersonaListing List(SqlSession session, PersonId personId)
    {
        using var row = session.Query($"SELECT {Columns} FROM personas WHERE person_id = $1 ORDER BY mapper_id, context_digest", personId.Value);
        var rows = ImmutableArray.CreateBuilder<PersonaRow>();
        while (row.Read())
        {
            rows.Add(Row(row));
        }

        return new(Head(session, personId), rows.DrainToImmutable());
    }

    /// <summary>
    /// Saves may overtake one another on their way here: an older row does not replace a newer one. The mapper's revision says nothing of age, it goes back, too.
    /// </summary>
    public static void Save(SqlSession session, PersonId personId, PersonaRow row) => session.Execute(
        $"""
        INSERT INTO personas(person_id, {Columns}) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT(person_id, mapper_id, context_digest) DO UPDATE SET
            mapper_revision = excluded.mapper_revision, mindscape_version = excluded.mindscape_version, received = excluded.received,
            generated_at = excluded.generated_at, expires_at = excluded.expires_at, persona_id = excluded.persona_id, body = excluded.body
        WHERE (excluded.mindscape_version, excluded.received, excluded.generated_at) >= (mindscape_version, received, generated_at)
        """,
        personId.Value, row.Key.MapperId.Value, row.Key.ContextDigest, row.MapperRevision, row.MindscapeVersion.Value, row.Received,
        row.GeneratedAt.ToUnixTimeMilliseconds(), row.ExpiresAt.ToUnixTimeMilliseconds(), row.PersonaId, row.Body.ToArray());

    /// <summary>Returns where the head is now.</summary>
    public static MindscapeVersion Advance(SqlSession session, PersonId personId, MindscapeVersion version) => new((long)session.Scalar(
        """
        INSERT INTO heads(person_id, version) VALUES($1, $2)
        ON CONFLICT(person_id) DO UPDATE SET version = MAX(version, excluded.version) RETURNING version
        """,
        personId.Value, version.Value)!);

    public static List<(PersonId PersonId, PersonaKey Key)> Purge(SqlSession session, DateTimeOffset now, int limit)
    {
        using var row = session.Query(
            """
            DELETE FROM personas WHERE rowid IN (SELECT rowid FROM personas WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)
            RETURNING person_id, mapper_id, context_digest
            """,
            now.ToUnixTimeMilliseconds(), Math.Max(limit, 0));
        var purged = new List<(PersonId, PersonaKey)>();
        while (row.Read())
        {
            purged.Add((PersonId.Parse(row.GetString(0)), new PersonaKey(MapperId.Parse(row.GetString(1)), row.GetString(2))));
        }

        return purged;
    }

    private static MindscapeVersion Head(SqlSession session, PersonId personId) =>
        new(session.Scalar("SELECT version FROM heads WHERE person_id = $1", personId.Value) as long? ?? 0);

    private static PersonaRow Row(SqliteDataReader row) => new()
    {
        Key = new PersonaKey(MapperId.Parse(row.GetString(0)), row.GetString(1)),
        MapperRevision = row.GetInt32(2),
        MindscapeVersion = new MindscapeVersion(row.GetInt64(3)),
        Received = row.GetInt64(4),
        GeneratedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
        ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)),
        PersonaId = row.GetString(7),
        Body = row.GetFieldValue<byte[]>(8),
    };
}
