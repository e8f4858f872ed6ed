using PersonaKit.Engine.Storage;

namespace PersonaKit.Sqlite.Connections;

/// <summary>
/// Mappers get heads of their own. Before, every revision came from a file and the newest was the active one.
/// </summary>
internal static class MapperHeadsMigration
{
    private const string Sql = """
        DROP INDEX mappers_active;
        ALTER TABLE mappers ADD COLUMN digest TEXT NOT NULL DEFAULT '';
        ALTER TABLE mappers ADD COLUMN origin INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE mapper_heads(
            id TEXT PRIMARY KEY, version INTEGER NOT NULL, newest INTEGER NOT NULL, active INTEGER, seed INTEGER, reached INTEGER NOT NULL, decided_by INTEGER)
            WITHOUT ROWID;
        INSERT INTO mapper_heads SELECT id, 1, MAX(revision), MAX(CASE WHEN active THEN revision END), MAX(revision), MAX(revision), 0 FROM mappers GROUP BY id;
        ALTER TABLE mappers DROP COLUMN active;
        """;

    public static Migration To(long version) => new(version, Sql, AddDigests);

    private static void AddDigests(SqlSession session)
    {
        var digests = new List<(string Id, long Revision, string Digest)>();
        using (var row = session.Query("SELECT id, revision, source FROM mappers"))
        {
            while (row.Read())
            {
                digests.Add((row.GetString(0), row.GetInt64(1), MapperRevision.DigestOf(row.GetString(2))));
            }
        }

        foreach (var (id, revision, digest) in digests)
        {
            session.Execute("UPDATE mappers SET digest = $3 WHERE id = $1 AND revision = $2", id, revision, digest);
        }
    }
}
