using System.Collections.Immutable;
using PersonaKit.Core.Personas;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Makes a revision of every publish, changed or not.</summary>
internal sealed class ForgetfulMapperStore(IMapperStore inner) : IMapperStore
{
    public Task<ImmutableArray<StoredMapper>> ReadActiveAsync(CancellationToken cancellationToken) => inner.ReadActiveAsync(cancellationToken);

    public Task<StoredMapper?> FindAsync(MapperId id, int revision, CancellationToken cancellationToken) => inner.FindAsync(id, revision, cancellationToken);

    public async Task<StoredMapper> PublishAsync(MapperId id, string source, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await inner.PublishAsync(id, source + " ", at, cancellationToken);
        return await inner.PublishAsync(id, source, at, cancellationToken);
    }
}
