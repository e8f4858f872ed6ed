using System.Collections.Immutable;
using PersonaKit.Core.Personas;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Finds a revision only while it is active.</summary>
internal sealed class ActiveOnlyMapperStore(IMapperStore inner) : IMapperStore
{
    public Task<ImmutableArray<StoredMapper>> ReadActiveAsync(CancellationToken cancellationToken) => inner.ReadActiveAsync(cancellationToken);

    public async Task<StoredMapper?> FindAsync(MapperId id, int revision, CancellationToken cancellationToken) =>
        (await inner.ReadActiveAsync(cancellationToken)).FirstOrDefault(mapper => mapper.Id == id && mapper.Revision == revision);

    public Task<StoredMapper> PublishAsync(MapperId id, string source, DateTimeOffset at, CancellationToken cancellationToken) =>
        inner.PublishAsync(id, source, at, cancellationToken);
}
