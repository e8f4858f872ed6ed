using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Always activates the newest revision, whichever was asked for.</summary>
internal sealed class EagerMapperStore(IMapperStore inner) : BrokenMapperStore(inner)
{
    public override async Task<MapperWriteOutcome> ActivateAsync(MapperId id, int revision, MapperOrigin by, string etag, CancellationToken cancellationToken) =>
        await Inner.ReadHistoryAsync(id, cancellationToken) is { } history && revision <= history.Head.Newest.Number
            ? await Inner.ActivateAsync(id, history.Head.Newest.Number, by, etag, cancellationToken)
            : await Inner.ActivateAsync(id, revision, by, etag, cancellationToken);
}
