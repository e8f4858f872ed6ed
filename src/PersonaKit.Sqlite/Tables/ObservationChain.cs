using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Documents;
using PersonaKit.Sqlite.Connections;

namespace PersonaKit.Sqlite.Tables;

/// <summary>
/// A person's observations in the order of their numbers, which is followed from the newest backwards: each row has the place of the one
/// before, 0 in the first. An index over person and number would be a page more to write for each post of another person; so only every
/// <see cref="MarkDistance"/>th number has an entry, in <c>marks</c>, from which the older ones are reached.
/// </summary>
internal static class ObservationChain
{
    /// <summary>In the stored files, too: another distance needs a migration.</summary>
    public const int MarkDistance = 64;

    /// <summary>The place of the new row; null when the person had an observation of this id.</summary>
    public static long? TryAdd(SqlSession session, long personKey, long number, long previous, ObservationId id, byte[] body)
    {
        var inserted = session.Execute(
            "INSERT INTO observations(person_key, number, previous, observation_id, body) VALUES($1, $2, $3, $4, $5) ON CONFLICT(person_key, observation_id) DO NOTHING",
            personKey, number, previous, id.Value, body);
        if (inserted == 0)
        {
            return null;
        }

        var place = session.LastRowId;
        if (number % MarkDistance == 0)
        {
            session.Execute("INSERT INTO marks(person_key, number, place) VALUES($1, $2, $3)", personKey, number, place);
        }

        return place;
    }

    /// <summary>Those with numbers beyond <paramref name="after"/>, the newest first.</summary>
    /// <param name="lastPlace">Of the person's newest observation; 0 when there is none.</param>
    public static ImmutableArray<AcceptedObservation> Newest(
        SqlSession session,
        long personKey,
        long lastPlace,
        long after,
        long before,
        int limit,
        ContentSelection? selection = null)
    {
        using var row = session.Query(
            """
            WITH RECURSIVE chain(number, previous, body) AS (
                SELECT number, previous, body FROM observations WHERE place = $1 AND person_key = $2 AND number > $3
                UNION ALL
                SELECT o.number, o.previous, o.body FROM chain c JOIN observations o ON o.place = c.previous WHERE o.person_key = $2 AND o.number > $3)
            SELECT number, body FROM chain WHERE number < $4 LIMIT $5
            """,
            Start(session, personKey, lastPlace, before), personKey, after, before, limit);
        var observations = ImmutableArray.CreateBuilder<AcceptedObservation>();
        while (row.Read())
        {
            observations.Add(new(row.GetInt64(0), SelectedObservation.Read(row.GetBytes(1), selection)));
        }

        return observations.DrainToImmutable();
    }

    /// <summary>
    /// The first <paramref name="limit"/> with numbers beyond <paramref name="after"/> and up to <paramref name="upTo"/>, the oldest
    /// first.
    /// </summary>
    public static ImmutableArray<AcceptedObservation> Oldest(
        SqlSession session,
        long personKey,
        long lastPlace,
        long after,
        long upTo,
        int limit,
        ContentSelection? selection = null)
    {
        // The numbers have no gaps.
        var observations = Newest(session, personKey, lastPlace, after, before: (upTo - after > limit ? after + limit : upTo) + 1, limit, selection);
        var ascending = ImmutableArray.CreateBuilder<AcceptedObservation>(observations.Length);
        for (var i = observations.Length - 1; i >= 0; i--)
        {
            ascending.Add(observations[i]);
        }

        return ascending.MoveToImmutable();
    }

    public static void Erase(SqlSession session, long personKey)
    {
        session.Execute("DELETE FROM observations WHERE person_key = $1", personKey);
        session.Execute("DELETE FROM marks WHERE person_key = $1", personKey);
    }

    /// <summary>A place from which all numbers below <paramref name="before"/> are reached in few steps.</summary>
    private static long Start(SqlSession session, long personKey, long lastPlace, long before) => before == long.MaxValue
        ? lastPlace
        : session.Scalar("SELECT place FROM marks WHERE person_key = $1 AND number >= $2 ORDER BY number LIMIT 1", personKey, before - 1) ?? lastPlace;
}
