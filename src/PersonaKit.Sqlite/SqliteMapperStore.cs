using System.Collections.Immutable;
using PersonaKit.Core.Personas;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Connections;
using PersonaKit.Sqlite.Writing;

namespace PersonaKit.Sqlite;

/// <summary>Mapper texts and their revisions.</summary>
internal sealed class SqliteMapperStore(SqliteWriter writer, ReadSessions readers) : IMapperStore
{
    public Task<ImmutableArray<StoredMapper>> ReadActiveAsync(CancellationToken cancellationToken) =>
        readers.ReadAsync(
            0,
            static (session, _) =>
            {
                using var row = session.Query("SELECT id, revision, source, created_at FROM mappers WHERE active ORDER BY id");
                var mappers = ImmutableArray.CreateBuilder<StoredMapper>();
                while (row.Read())
                {
                    mappers.Add(new(
                        MapperId.Parse(row.GetString(0)), row.GetInt32(1), row.GetString(2), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3))));
                }

                return mappers.DrainToImmutable();
            },
            cancellationToken);

    public Task<StoredMapper?> FindAsync(MapperId id, int revision, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            (id, revision),
            static (session, wanted) =>
            {
                using var row = session.Query("SELECT source, created_at FROM mappers WHERE id = $1 AND revision = $2", wanted.id.Value, wanted.revision);
                return row.Read()
                    ? new StoredMapper(wanted.id, wanted.revision, row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)))
                    : null;
            },
            cancellationToken);

    public Task<StoredMapper> PublishAsync(MapperId id, string source, DateTimeOffset at, CancellationToken cancellationToken) =>
        writer.WriteAsync(context => Publish(context.Session, id, source, at), null, cancellationToken);

    private static StoredMapper Publish(SqlSession session, MapperId id, string source, DateTimeOffset at)
    {
        using (var row = session.Query("SELECT revision, source, created_at FROM mappers WHERE id = $1 AND active", id.Value))
        {
            if (row.Read() && string.Equals(row.GetString(1), source, StringComparison.Ordinal))
            {
                return new(id, row.GetInt32(0), source, DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)));
            }
        }

        session.Execute("UPDATE mappers SET active = 0 WHERE id = $1 AND active", id.Value);
        var createdAt = at.ToUnixTimeMilliseconds();
        var revision = (long)session.Scalar(
            """
            INSERT INTO mappers(id, revision, source, created_at, active)
            VALUES($1, (SELECT IFNULL(MAX(revision), 0) + 1 FROM mappers WHERE id = $1), $2, $3, 1) RETURNING revision
            """,
            id.Value, source, createdAt)!;
        return new(id, (int)revision, source, DateTimeOffset.FromUnixTimeMilliseconds(createdAt));
    }
}
