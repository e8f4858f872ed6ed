using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Documents;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Caching;
using PersonaKit.Sqlite.Connections;

namespace PersonaKit.Sqlite;

/// <summary>The statements that read people, their mindscapes and their observations.</summary>
internal static class MindscapeTable
{
    public static CachedMindscape? Find(SqlSession session, PersonId personId, TraitCatalog catalog)
    {
        long key, received, folded, version;
        byte[]? body;
        using (var row = session.Query(
            """
            SELECT p.key, p.received, p.folded, p.version, m.body
            FROM people p LEFT JOIN mindscapes m ON m.person_key = p.key WHERE p.person_id = $1
            """,
            personId.Value))
        {
            if (!row.Read())
            {
                return null;
            }

            (key, received, folded, version) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
            body = row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4);
        }

        var mindscape = body is null ? Mindscape.Empty(personId, catalog) : MindscapeDocument.Read(body, catalog);
        var inbox = received == folded
            ? []
            : Observations(session.Query("SELECT number, body FROM observations WHERE person_key = $1 AND number > $2 ORDER BY number", key, folded));
        var stored = mindscape with { Version = new MindscapeVersion(version), Received = folded };
        return new(new StoredMindscape(stored, inbox, received, TagOf(stored)), body?.Length ?? 0);
    }

    public static string TagOf(Mindscape mindscape) => mindscape.Version.ToString();

    public static (long Key, long Folded) FindFolded(SqlSession session, PersonId personId)
    {
        using var row = session.Query("SELECT key, folded FROM people WHERE person_id = $1", personId.Value);
        return row.Read() ? (row.GetInt64(0), row.GetInt64(1)) : default;
    }

    public static ImmutableArray<AcceptedObservation> Page(SqlSession session, long personKey, long after, long upTo, int limit) =>
        Observations(session.Query(
            "SELECT number, body FROM observations WHERE person_key = $1 AND number > $2 AND number <= $3 ORDER BY number LIMIT $4",
            personKey, after, upTo, limit));

    public static ImmutableArray<AcceptedObservation> Newest(SqlSession session, PersonId personId, long? before, int limit) =>
        Observations(session.Query(
            """
            SELECT number, body FROM observations WHERE person_key = (SELECT key FROM people WHERE person_id = $1) AND number < $2
            ORDER BY number DESC LIMIT $3
            """,
            personId.Value, before ?? long.MaxValue, Math.Max(limit, 0)));

    /// <summary>Those who changed last first.</summary>
    public static ImmutableArray<PersonId> LatestPeople(SqlSession session, int limit)
    {
        using var row = session.Query("SELECT person_id FROM people ORDER BY change DESC LIMIT $1", Math.Max(limit, 0));
        var people = ImmutableArray.CreateBuilder<PersonId>();
        while (row.Read())
        {
            people.Add(PersonId.Parse(row.GetString(0)));
        }

        return people.ToImmutable();
    }

    public static void Save(SqlSession session, long personKey, byte[] body) => session.Execute(
        "INSERT INTO mindscapes(person_key, body) VALUES($1, $2) ON CONFLICT DO UPDATE SET body = excluded.body", personKey, body);

    private static ImmutableArray<AcceptedObservation> Observations(SqliteDataReader rows)
    {
        using (rows)
        {
            var observations = ImmutableArray.CreateBuilder<AcceptedObservation>();
            while (rows.Read())
            {
                observations.Add(new(rows.GetInt64(0), ObservationDocument.Read(rows.GetFieldValue<byte[]>(1))));
            }

            return observations.ToImmutable();
        }
    }
}
