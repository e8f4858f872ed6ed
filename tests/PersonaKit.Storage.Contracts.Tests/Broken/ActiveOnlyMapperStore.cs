using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Finds a revision only while it is active.</summary>
internal sealed class ActiveOnlyMapperStore(IMapperStore inner) : BrokenMapperStore(inner)
{
    public override async Task<StoredMapper?> FindAsync(MapperId id, int revision, CancellationToken cancellationToken) =>
        (await Inner.ReadHistoryAsync(id, cancellationToken))?.Head.Active?.Number == revision ? await Inner.FindAsync(id, revision, cancellationToken) : null;
}
