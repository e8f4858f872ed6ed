using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Connections;

namespace PersonaKit.Sqlite.Tables;

/// <summary>The statements over heads and persona rows.</summary>
internal static class PersonaTable
{
    private const string Columns = "mapper_id, context_digest, mapper_revision, mindscape_version, received, generated_at, expires_at, persona_id, body";

    public static (MarkedHead Head, PersonaRow? Row) Find(SqlSession session, PersonId personId, PersonaKey key)
    {
        using var row = session.Query(
            $"SELECT {Columns} FROM personas WHERE person_id = $1 AND mapper_id = $2 AND context_digest = $3",
            personId.Value, key.MapperId.Value, key.ContextDigest);
        return new(Head(session, personId), row.Read() ? Row(row) : null);
    }

    public static (MarkedHead Head, ImmutableArray<PersonaRow> Rows) List(SqlSession session, PersonId personId)
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
    /// Saves may overtake one another on their way here: an older row does not replace a newer one (the mapper's revision says nothing of
    /// age, it goes back, too). Nor is one written that is behind the head: it would never be served, and may be of somebody who was
    /// erased.
    /// </summary>
    public static void Save(SqlSession session, PersonId personId, PersonaRow row) => session.Execute(
        $"""
        INSERT INTO personas(person_id, {Columns}) SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
        WHERE NOT EXISTS (SELECT 1 FROM heads WHERE person_id = $1 AND version > $5)
        ON CONFLICT(person_id, mapper_id, context_digest) DO UPDATE SET
            mapper_revision = excluded.mapper_revision, mindscape_version = excluded.mindscape_version, received = excluded.received,
            generated_at = excluded.generated_at, expires_at = excluded.expires_at, persona_id = excluded.persona_id, body = excluded.body
        WHERE (excluded.mindscape_version, excluded.received, excluded.generated_at) >= (mindscape_version, received, generated_at)
        """,
        personId.Value, row.Key.MapperId.Value, row.Key.ContextDigest, row.MapperRevision, row.MindscapeVersion.Value, row.LastSequence,
        row.GeneratedAt.ToUnixTimeMilliseconds(), row.ExpiresAt.ToUnixTimeMilliseconds(), row.PersonaId, row.Body.ToArray());

    /// <summary>Returns what the head is now. One that is to be forgotten by now gives way to any version.</summary>
    public static MarkedHead Advance(SqlSession session, PersonId personId, MindscapeVersion version, DateTimeOffset now)
    {
        var head = Head(session, personId);
        if (version <= head.At(now))
        {
            return head;
        }

        var raised = new MarkedHead(version, null);
        SaveHead(session, personId, raised);
        return raised;
    }

    /// <summary>Returns how many rows.</summary>
    public static int DeleteOlder(SqlSession session, PersonId personId, MindscapeVersion version) =>
        session.Execute("DELETE FROM personas WHERE person_id = $1 AND mindscape_version < $2", personId.Value, version.Value);

    /// <summary>
    /// Deletes what is older than the tombstone. Returns how many rows, and what the head is now: a fold of a person who was created
    /// again may be beyond the tombstone.
    /// </summary>
    public static (int Deleted, MarkedHead Head) Erase(SqlSession session, PersonId personId, MarkedHead tombstone)
    {
        var deleted = DeleteOlder(session, personId, tombstone.Version);
        var head = Head(session, personId);
        if (head == tombstone || head.Version > tombstone.Version)
        {
            return (deleted, head);
        }

        SaveHead(session, personId, tombstone);
        return (deleted, tombstone);
    }

    /// <summary>Deletes heads that were to be forgotten by now, each with the rows that are older than it, and returns them.</summary>
    public static List<(PersonId PersonId, MarkedHead Head)> Forget(SqlSession session, DateTimeOffset now, int limit)
    {
        var forgotten = new List<(PersonId PersonId, MarkedHead Head)>();
        using (var row = session.Query(
            "DELETE FROM heads WHERE person_id IN (SELECT person_id FROM heads WHERE forget_at <= $1 LIMIT $2) RETURNING person_id, version, forget_at",
            now.ToUnixTimeMilliseconds(), Math.Max(limit, 0)))
        {
            while (row.Read())
            {
                forgotten.Add((PersonId.Parse(row.GetString(0)), new(new(row.GetInt64(1)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)))));
            }
        }

        forgotten.ForEach(gone => session.Execute(
            "DELETE FROM personas WHERE person_id = $1 AND mindscape_version < $2", gone.PersonId.Value, gone.Head.Version.Value));
        return forgotten;
    }

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

    private static MarkedHead Head(SqlSession session, PersonId personId)
    {
        using var row = session.Query("SELECT version, forget_at FROM heads WHERE person_id = $1", personId.Value);
        return row.Read()
            ? new(new MindscapeVersion(row.GetInt64(0)), row.IsNull(1) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)))
            : default;
    }

    private static void SaveHead(SqlSession session, PersonId personId, MarkedHead head) => session.Execute(
        "INSERT INTO heads(person_id, version, forget_at) VALUES($1, $2, $3) ON CONFLICT(person_id) DO UPDATE SET version = excluded.version, forget_at = excluded.forget_at",
        personId.Value, head.Version.Value, head.ForgetAt?.ToUnixTimeMilliseconds());

    private static PersonaRow Row(SqlStatement row) => new()
    {
        Key = new PersonaKey(MapperId.Parse(row.GetString(0)), row.GetString(1)),
        MapperRevision = row.GetInt32(2),
        MindscapeVersion = new MindscapeVersion(row.GetInt64(3)),
        LastSequence = row.GetInt64(4),
        GeneratedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
        ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)),
        PersonaId = row.GetString(7),
        Body = row.GetBytes(8),
    };
}
