using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>A correct store from which broken ones derive.</summary>
internal abstract class BrokenMapperStore(IMapperStore inner) : IMapperStore
{
    protected IMapperStore Inner { get; } = inner;

    public virtual Task<MapperIndex?> ReadIndexAsync(string? known, CancellationToken cancellationToken) => Inner.ReadIndexAsync(known, cancellationToken);

    public virtual Task<MapperHistory?> ReadHistoryAsync(MapperId id, CancellationToken cancellationToken) => Inner.ReadHistoryAsync(id, cancellationToken);

    public virtual Task<StoredMapper?> FindAsync(MapperId id, int revision, CancellationToken cancellationToken) => Inner.FindAsync(id, revision, cancellationToken);

    public virtual Task<StoredMapper?> FindAsync(MapperId id, MapperRevision revision, CancellationToken cancellationToken) => Inner.FindAsync(id, revision, cancellationToken);

    public virtual Task<MapperWriteOutcome> AddAsync(MapperId id, string source, MapperOrigin origin, DateTimeOffset at, string? etag, CancellationToken cancellationToken) =>
        Inner.AddAsync(id, source, origin, at, etag, cancellationToken);

    public virtual Task<MapperWriteOutcome> ActivateAsync(MapperId id, int revision, MapperOrigin by, string etag, CancellationToken cancellationToken) =>
        Inner.ActivateAsync(id, revision, by, etag, cancellationToken);

    public virtual Task<MapperWriteOutcome> RetireAsync(MapperId id, MapperOrigin by, string etag, CancellationToken cancellationToken) =>
        Inner.RetireAsync(id, by, etag, cancellationToken);
}
