using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Sqlite.Connections;

namespace PersonaKit.Sqlite.Changes;

/// <summary>The statements of the feed: the order of changes, and how far it was followed.</summary>
internal static class ChangeTable
{
    private const string LeaseName = "fold";

    public static ChangePage Read(SqlSession session, long continuation, int limit)
    {
        using var row = session.Query("SELECT person_id, change FROM people WHERE change > $1 ORDER BY change LIMIT $2", continuation, Math.Max(limit, 0));
        var changes = ImmutableArray.CreateBuilder<PersonChange>();
        while (row.Read())
        {
            changes.Add(new(PersonId.Parse(row.GetString(0)), row.GetInt64(1)));
        }

        return new(changes.ToImmutable(), changes.Count == 0 ? continuation : changes[^1].Sequence);
    }

    /// <summary>
    /// Under another catalog than the last one everybody's traits mean something else, so the feed starts over: each person comes round
    /// once and is folded again from the history.
    /// </summary>
    /// <returns>Whether it is another one.</returns>
    public static bool FollowCatalog(SqlSession session, string hash)
    {
        if (session.Scalar("SELECT 1 FROM catalogs WHERE hash = $1", hash) is not null)
        {
            return false;
        }

        session.Execute("DELETE FROM leases WHERE name = $1", LeaseName);
        session.Execute("DELETE FROM catalogs");
        session.Execute("INSERT INTO catalogs(hash) VALUES($1)", hash);
        return true;
    }

    public static long Latest(SqlSession session) => session.Scalar("SELECT MAX(change) FROM people") ?? 0;

    public static long CountAfter(SqlSession session, long continuation) =>
        (long)session.Scalar("SELECT COUNT(*) FROM people WHERE change > $1", continuation)!;

    public static long LoadContinuation(SqlSession session) =>
        session.Scalar("SELECT continuation FROM leases WHERE name = $1", LeaseName) ?? 0;

    public static void SaveContinuation(SqlSession session, long continuation) =>
        session.Execute("INSERT INTO leases(name, continuation) VALUES($1, $2) ON CONFLICT DO UPDATE SET continuation = excluded.continuation", LeaseName, continuation);
}
