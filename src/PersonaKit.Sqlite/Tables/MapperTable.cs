using System.Collections.Immutable;
using System.Globalization;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Connections;

namespace PersonaKit.Sqlite.Tables;

/// <summary>The rows of mappers and of their heads.</summary>
internal static class MapperTable
{
    private const string Columns = """
        SELECT h.id, h.version, h.reached, h.decided_by,
            n.revision, n.digest, n.origin, n.created_at,
            a.revision, a.digest, a.origin, a.created_at,
            s.revision, s.digest, s.origin, s.created_at
        FROM mapper_heads h
        JOIN mappers n ON n.id = h.id AND n.revision = h.newest
        LEFT JOIN mappers a ON a.id = h.id AND a.revision = h.active
        LEFT JOIN mappers s ON s.id = h.id AND s.revision = h.seed
        """;

    private const string OneHead = $"{Columns} WHERE h.id = $1";
    private const string AllHeads = $"{Columns} ORDER BY h.id";

    /// <summary>Versions only grow and no head goes away, so their sum is another one after every change.</summary>
    public static MapperIndex? ReadIndex(SqlSession session, string? known)
    {
        var etag = ((long)session.Scalar("SELECT IFNULL(SUM(version), 0) FROM mapper_heads")!).ToString(CultureInfo.InvariantCulture);
        if (etag == known)
        {
            return null;
        }

        using var row = session.Query(AllHeads);
        var heads = ImmutableArray.CreateBuilder<MapperHead>();
        while (row.Read())
        {
            heads.Add(ReadHead(row));
        }

        return new MapperIndex(heads.DrainToImmutable(), etag);
    }

    /// <summary>Whether a trait catalog is published: then it is the one to go by, and not the files'.</summary>
    public static bool HasCatalog(SqlSession session) =>
        session.Scalar("SELECT 1 FROM mapper_heads WHERE id = $1 AND active IS NOT NULL", PublishedCatalog.Id.Value) is not null;

    public static MapperHead? FindHead(SqlSession session, MapperId id)
    {
        using var row = session.Query(OneHead, id.Value);
        return row.Read() ? ReadHead(row) : null;
    }

    public static ImmutableArray<MapperRevision> ReadRevisions(SqlSession session, MapperId id)
    {
        using var row = session.Query("SELECT revision, digest, origin, created_at FROM mappers WHERE id = $1 ORDER BY revision DESC", id.Value);
        var revisions = ImmutableArray.CreateBuilder<MapperRevision>();
        while (row.Read())
        {
            revisions.Add(ReadRevision(row, 0)!);
        }

        return revisions.DrainToImmutable();
    }

    public static StoredMapper? FindText(SqlSession session, MapperId id, int revision)
    {
        using var row = session.Query("SELECT source, created_at, origin FROM mappers WHERE id = $1 AND revision = $2", id.Value, revision);
        return row.Read()
            ? new StoredMapper(id, revision, row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1))) { Origin = (MapperOrigin)row.GetInt32(2) }
            : null;
    }

    public static void AddText(SqlSession session, MapperId id, MapperRevision revision, string source) =>
        session.Execute(
            "INSERT INTO mappers(id, revision, source, created_at, digest, origin) VALUES($1, $2, $3, $4, $5, $6)",
            id.Value, revision.Number, source, revision.CreatedAt.ToUnixTimeMilliseconds(), revision.Digest, (int)revision.Origin);

    public static void SaveHead(SqlSession session, MapperHead head) =>
        session.Execute(
            "INSERT OR REPLACE INTO mapper_heads(id, version, newest, active, seed, reached, decided_by) VALUES($1, $2, $3, $4, $5, $6, $7)",
            head.Id.Value, head.Version, head.Newest.Number, head.Active?.Number, head.Seed?.Number, head.Reached, (int?)head.DecidedBy);

    private static MapperHead ReadHead(SqlStatement row) => new()
    {
        Id = MapperId.Parse(row.GetString(0)),
        Version = row.GetInt64(1),
        Reached = row.GetInt32(2),
        DecidedBy = row.IsNull(3) ? null : (MapperOrigin)row.GetInt32(3),
        Newest = ReadRevision(row, 4)!,
        Active = ReadRevision(row, 8),
        Seed = ReadRevision(row, 12),
    };

    private static MapperRevision? ReadRevision(SqlStatement row, int at) => row.IsNull(at)
        ? null
        : new MapperRevision(row.GetInt32(at), row.GetString(at + 1), (MapperOrigin)row.GetInt32(at + 2), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(at + 3)));
}
