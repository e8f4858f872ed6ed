using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Connections;

namespace PersonaKit.Sqlite.Tables;

/// <summary>The statements on checkpoints.</summary>
internal static class CheckpointTable
{
    public static ImmutableArray<StoredCheckpoint> Of(SqlSession session, PersonId personId)
    {
        using var row = session.Query(
            """
            SELECT c.first, c.last, c.version, c.body FROM checkpoints c JOIN people p ON p.key = c.person_key
            WHERE p.person_id = $1 ORDER BY c.last
            """,
            personId.Value);
        var found = ImmutableArray.CreateBuilder<StoredCheckpoint>();
        while (row.Read())
        {
            found.Add(new(row.GetInt64(0), row.GetInt64(1), new MindscapeVersion(row.GetInt64(2)), row.GetBytes(3)));
        }

        return found.ToImmutable();
    }

    public static void Save(SqlSession session, long personKey, StoredCheckpoint checkpoint)
    {
        Delete(session, personKey, checkpoint.First, checkpoint.Last);
        session.Execute(
            "INSERT INTO checkpoints(person_key, first, last, version, body) VALUES($1, $2, $3, $4, $5)",
            personKey, checkpoint.First, checkpoint.Last, checkpoint.Version.Value, checkpoint.Body.ToArray());
    }

    /// <summary>Deletes those that include the observation of this number.</summary>
    public static void DeleteWith(SqlSession session, long personKey, long number) => Delete(session, personKey, number, number);

    public static void Erase(SqlSession session, long personKey) => Delete(session, personKey, 0, long.MaxValue);

    /// <summary>Overwrites them first: a page that is rebuilt on the way may keep the bytes of a deleted row.</summary>
    private static void Delete(SqlSession session, long personKey, long first, long last)
    {
        session.Execute(
            "UPDATE checkpoints SET body = zeroblob(length(body)) WHERE person_key = $1 AND first <= $3 AND last >= $2", personKey, first, last);
        session.Execute("DELETE FROM checkpoints WHERE person_key = $1 AND first <= $3 AND last >= $2", personKey, first, last);
    }
}
