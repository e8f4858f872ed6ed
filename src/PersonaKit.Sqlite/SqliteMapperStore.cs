using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Connections;
using PersonaKit.Sqlite.Tables;
using PersonaKit.Sqlite.Writing;

namespace PersonaKit.Sqlite;

/// <summary>Mapper texts, their revisions, and the heads that say which are active.</summary>
internal sealed class SqliteMapperStore(SqliteWriter writer, ReadSessions readers) : IMapperStore
{
    public Task<MapperIndex?> ReadIndexAsync(string? known, CancellationToken cancellationToken) =>
        readers.ReadAsync(known, static (session, known) => MapperTable.ReadIndex(session, known), cancellationToken);

    public Task<MapperHistory?> ReadHistoryAsync(MapperId id, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            id,
            static (session, id) => MapperTable.FindHead(session, id) is { } head ? new MapperHistory(head, MapperTable.ReadRevisions(session, id)) : null,
            cancellationToken);

    public Task<StoredMapper?> FindAsync(MapperId id, int revision, CancellationToken cancellationToken) =>
        readers.ReadAsync((id, revision), static (session, wanted) => MapperTable.FindText(session, wanted.id, wanted.revision), cancellationToken);

    public Task<StoredMapper?> FindAsync(MapperId id, MapperRevision revision, CancellationToken cancellationToken) =>
        FindAsync(id, revision.Number, cancellationToken);

    public Task<MapperWriteOutcome> AddAsync(
        MapperId id, string source, MapperOrigin origin, DateTimeOffset at, string? etag, CancellationToken cancellationToken) =>
        writer.WriteAsync(context => Add(context.Session, id, source, origin, at, etag), null, cancellationToken);

    public Task<MapperWriteOutcome> ActivateAsync(MapperId id, int revision, MapperOrigin by, string etag, CancellationToken cancellationToken) =>
        ChangeAsync(
            id, etag, (session, head) => MapperTable.ReadRevisions(session, id).FirstOrDefault(known => known.Number == revision) is { } found ? head.Activating(found, by) : null, cancellationToken);

    public Task<MapperWriteOutcome> RetireAsync(MapperId id, MapperOrigin by, string etag, CancellationToken cancellationToken) =>
        ChangeAsync(id, etag, (_, head) => head.Retiring(by), cancellationToken);

    private static MapperWriteOutcome Add(SqlSession session, MapperId id, string source, MapperOrigin origin, DateTimeOffset at, string? etag)
    {
        var head = MapperTable.FindHead(session, id);
        if (head is not null && head.Newest.Digest == MapperRevision.DigestOf(source))
        {
            return Save(session, head, head.WithSameDraft(origin));
        }

        if (head?.ETag != etag)
        {
            return new MapperWriteOutcome.Conflict();
        }

        var revision = MapperRevision.Of((head?.Newest.Number ?? 0) + 1, source, origin, at);
        MapperTable.AddText(session, id, revision, source);
        return Save(session, head, head?.WithDraft(revision) ?? MapperHead.Of(id, revision));
    }

    private Task<MapperWriteOutcome> ChangeAsync(MapperId id, string etag, Func<SqlSession, MapperHead, MapperHead?> change, CancellationToken cancellationToken) =>
        writer.WriteAsync<MapperWriteOutcome>(
            context => MapperTable.FindHead(context.Session, id) is not { } head || head.ETag != etag ? new MapperWriteOutcome.Conflict()
                : change(context.Session, head) is { } next ? Save(context.Session, head, next)
                : new MapperWriteOutcome.UnknownRevision(),
            null,
            cancellationToken);

    private static MapperWriteOutcome.Saved Save(SqlSession session, MapperHead? head, MapperHead next)
    {
        if (next != head)
        {
            MapperTable.SaveHead(session, next);
        }

        return new MapperWriteOutcome.Saved(next);
    }
}
