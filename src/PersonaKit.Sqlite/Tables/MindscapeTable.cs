using System.Collections.Immutable;
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
        long key, received, folded, version, lastPlace;
        long? erasedAt;
        byte[]? body;
        using (var row = session.Query(
            """
            SELECT p.key, p.received, p.folded, p.version, m.body, p.erased_at, p.last_place
            FROM people p LEFT JOIN mindscapes m ON m.person_key = p.key WHERE p.person_id = $1
            """,
            personId.Value))
        {
            if (!row.Read())
            {
                return null;
            }

            (key, received, folded, version) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
            body = row.IsNull(4) ? null : row.GetBytes(4);
            lastPlace = row.GetInt64(6);
            erasedAt = row.IsNull(5) ? null : row.GetInt64(5);
        }

        var mindscape = body is null ? Mindscape.Empty(personId, catalog) : MindscapeDocument.TryRead(body, catalog) ?? Mindscape.Unreadable(personId, catalog);
        var inbox = received == folded
            ? []
            : ObservationChain.Oldest(session, key, lastPlace, folded, received, int.MaxValue);
        var stored = mindscape with { Version = new MindscapeVersion(version), LastSequence = folded };
        var found = new StoredMindscape(stored, inbox, received, TagOf(stored))
        {
            ErasedAt = erasedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
        };
        return new(found, body?.Length ?? 0);
    }

    public static string TagOf(Mindscape mindscape) => mindscape.Version.ToString();

    /// <summary>Whose history it is, and between which numbers it lies: beyond the first, up to the second.</summary>
    public static (long Key, long ErasedUpTo, long Folded, long LastPlace) FindFolded(SqlSession session, PersonId personId)
    {
        using var row = session.Query("SELECT key, erased_up_to, folded, last_place FROM people WHERE person_id = $1", personId.Value);
        return row.Read() ? (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)) : default;
    }

    /// <summary>Null when the person was erased since <paramref name="erasedUpTo"/> was read.</summary>
    public static ImmutableArray<AcceptedObservation>? Page(
        SqlSession session,
        long personKey,
        long erasedUpTo,
        long after,
        long upTo,
        int limit,
        ContentSelection? selection)
    {
        long lastPlace;
        using (var row = session.Query("SELECT erased_up_to, last_place FROM people WHERE key = $1", personKey))
        {
            if (!row.Read() || row.GetInt64(0) != erasedUpTo)
            {
                return null;
            }

            lastPlace = row.GetInt64(1);
        }

        return ObservationChain.Oldest(session, personKey, lastPlace, after, upTo, limit, selection);
    }

    public static AcceptedObservation? FindObservation(SqlSession session, long personKey, ObservationId id)
    {
        using var row = session.Query("SELECT number, body FROM observations WHERE person_key = $1 AND observation_id = $2", personKey, id.Value);
        return row.Read() ? new AcceptedObservation(row.GetInt64(0), ObservationDocument.Read(row.GetBytes(1))) : null;
    }

    public static ImmutableArray<AcceptedObservation> Find(SqlSession session, PersonId personId, IEnumerable<ObservationId> ids)
    {
        var key = FindFolded(session, personId).Key;
        return [.. ids.Select(id => FindObservation(session, key, id)).OfType<AcceptedObservation>()];
    }

    public static ImmutableArray<AcceptedObservation> Newest(SqlSession session, PersonId personId, long? before, int limit)
    {
        var (key, _, folded, lastPlace) = FindFolded(session, personId);
        var newest = ObservationChain.Newest(session, key, lastPlace, after: 0, before ?? long.MaxValue, Math.Max(limit, 0));
        var waiting = ObservationChain.Newest(session, key, lastPlace, after: folded, before: long.MaxValue, int.MaxValue);
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
        ObservationChain.Erase(session, personKey);
        session.Execute("DELETE FROM mindscapes WHERE person_key = $1", personKey);
        CheckpointTable.Erase(session, personKey);
    }
}
