using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Documents;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Connections;

namespace PersonaKit.Sqlite.Tables;

/// <summary>The statements that read people, their mindscapes and their observations.</summary>
internal static class MindscapeTable
{
    public static LoadedMindscape? Find(SqlSession session, PersonId personId, TraitCatalog catalog)
    {
        long key, received, folded, version;
        long? erasedAt;
        byte[]? body;
        using (var row = session.Query(
            """
            SELECT p.key, p.received, p.folded, p.version, m.body, p.erased_at
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
            erasedAt = row.IsDBNull(5) ? null : row.GetInt64(5);
        }

        var mindscape = body is null ? Mindscape.Empty(personId, catalog) : MindscapeDocument.TryRead(body, catalog) ?? Mindscape.Unreadable(personId, catalog);
        var inbox = received == folded
            ? []
            : Observations(session.Query("SELECT number, body FROM observations WHERE person_key = $1 AND number > $2 ORDER BY number", key, folded));
        var stored = mindscape with { Version = new MindscapeVersion(version), LastSequence = folded };
        var found = new StoredMindscape(stored, inbox, received, TagOf(stored))
        {
            ErasedAt = erasedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
        };
        return new(found, body?.Length ?? 0);
    }

    public static string TagOf(Mindscape mindscape) => mindscape.Version.ToString();

    /// <summary>Whose history it is, and between which numbers it lies: beyond the first, up to the second.</summary>
    public static (long Key, long ErasedUpTo, long Folded) FindFolded(SqlSession session, PersonId personId)
    {
        using var row = session.Query("SELECT key, erased_up_to, folded FROM people WHERE person_id = $1", personId.Value);
        return row.Read() ? (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)) : default;
    }

    /// <summary>Null when the person was erased since <paramref name="erasedUpTo"/> was read.</summary>
    public static ImmutableArray<AcceptedObservation>? Page(SqlSession session, long personKey, long erasedUpTo, long after, long upTo, int limit, ContentSelection? selection) =>
        session.Scalar("SELECT erased_up_to FROM people WHERE key = $1", personKey) as long? == erasedUpTo
            ? Observations(session.Query(
                "SELECT number, body FROM observations WHERE person_key = $1 AND number > $2 AND number <= $3 ORDER BY number LIMIT $4",
                personKey, after, upTo, limit), selection)
            : null;

    public static AcceptedObservation? FindObservation(SqlSession session, long personKey, ObservationId id) =>
        Observations(session.Query("SELECT number, body FROM observations WHERE person_key = $1 AND observation_id = $2", personKey, id.Value)) is [var found] ? found : null;

    public static ImmutableArray<AcceptedObservation> Find(SqlSession session, PersonId personId, IEnumerable<ObservationId> ids)
    {
        var (key, _, _) = FindFolded(session, personId);
        return [.. ids.Select(id => FindObservation(session, key, id)).OfType<AcceptedObservation>()];
    }

    public static ImmutableArray<AcceptedObservation> Newest(SqlSession session, PersonId personId, long? before, int limit)
    {
        var (key, _, folded) = FindFolded(session, personId);
        var newest = Observations(session.Query(
            "SELECT number, body FROM observations WHERE person_key = $1 AND number < $2 ORDER BY number DESC LIMIT $3",
            key, before ?? long.MaxValue, Math.Max(limit, 0)));
        var waiting = Observations(session.Query("SELECT number, body FROM observations WHERE person_key = $1 AND number > $2", key, folded));
        var retracted = Retraction.NamedBy(waiting.Select(accepted => accepted.Observation));
        return retracted.Count == 0 ? newest : [.. newest.Select(accepted => accepted.Without(retracted))];
    }

    /// <summary>Those who changed last first.</summary>
    public static ImmutableArray<PersonId> LatestPeople(SqlSession session, int limit)
    {
        using var row = session.Query("SELECT person_id FROM people WHERE erased_at IS NULL ORDER BY change DESC LIMIT $1", Math.Max(limit, 0));
        var people = ImmutableArray.CreateBuilder<PersonId>();
        while (row.Read())
        {
            people.Add(PersonId.Parse(row.GetString(0)));
        }

        return people.ToImmutable();
    }

    public static void Save(SqlSession session, long personKey, byte[] body) => session.Execute(
        "INSERT INTO mindscapes(person_key, body) VALUES($1, $2) ON CONFLICT DO UPDATE SET body = excluded.body", personKey, body);

    public static void Erase(SqlSession session, long personKey)
    {
        session.Execute("DELETE FROM observations WHERE person_key = $1", personKey);
        session.Execute("DELETE FROM mindscapes WHERE person_key = $1", personKey);
        CheckpointTable.Erase(session, personKey);
    }

    private static ImmutableArray<AcceptedObservation> Observations(SqliteDataReader rows, ContentSelection? selection = null)
    {
        using (rows)
        {
            var observations = ImmutableArray.CreateBuilder<AcceptedObservation>();
            while (rows.Read())
            {
                observations.Add(new(rows.GetInt64(0), SelectedObservation.Read(rows.GetFieldValue<byte[]>(1), selection)));
            }

            return observations.ToImmutable();
        }
    }
}
