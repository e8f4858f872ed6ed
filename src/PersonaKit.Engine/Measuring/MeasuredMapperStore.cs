using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;
using PersonaKit.Engine.Telemetry;

namespace PersonaKit.Engine.Measuring;

/// <summary>Measures the calls of a mapper store.</summary>
internal sealed class MeasuredMapperStore(IMapperStore inner, StoreMetrics metrics) : IMapperStore
{
    private const string Store = "mappers";

    public Task<MapperIndex?> ReadIndexAsync(string? known, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "read_index", inner.ReadIndexAsync(known, cancellationToken));

    public Task<MapperHistory?> ReadHistoryAsync(MapperId id, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "read_history", inner.ReadHistoryAsync(id, cancellationToken));

    public Task<StoredMapper?> FindAsync(MapperId id, int revision, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "find", inner.FindAsync(id, revision, cancellationToken));

    public Task<StoredMapper?> FindAsync(MapperId id, MapperRevision revision, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "find", inner.FindAsync(id, revision, cancellationToken));

    public Task<MapperWriteOutcome> AddAsync(
        MapperId id, string source, MapperOrigin origin, DateTimeOffset at, string? etag, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "add", inner.AddAsync(id, source, origin, at, etag, cancellationToken));

    public Task<MapperWriteOutcome> ActivateAsync(MapperId id, int revision, MapperOrigin by, string etag, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "activate", inner.ActivateAsync(id, revision, by, etag, cancellationToken));

    public Task<MapperWriteOutcome> RetireAsync(MapperId id, MapperOrigin by, string etag, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "retire", inner.RetireAsync(id, by, etag, cancellationToken));
}
