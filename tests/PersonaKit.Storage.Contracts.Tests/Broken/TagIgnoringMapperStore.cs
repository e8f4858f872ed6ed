using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Ignores the etag of a change.</summary>
internal sealed class TagIgnoringMapperStore(IMapperStore inner) : BrokenMapperStore(inner)
{
    public override Task<MapperWriteOutcome> AddAsync(MapperId id, string source, MapperOrigin origin, DateTimeOffset at, string? etag, CancellationToken cancellationToken) =>
        UnderAnyTagAsync(id, current => Inner.AddAsync(id, source, origin, at, current, cancellationToken));

    public override Task<MapperWriteOutcome> ActivateAsync(MapperId id, int revision, MapperOrigin by, string etag, CancellationToken cancellationToken) =>
        UnderAnyTagAsync(id, current => Inner.ActivateAsync(id, revision, by, current ?? etag, cancellationToken));

    private async Task<MapperWriteOutcome> UnderAnyTagAsync(MapperId id, Func<string?, Task<MapperWriteOutcome>> change)
    {
        while (true)
        {
            var head = (await Inner.ReadHistoryAsync(id, CancellationToken.None))?.Head;
            var outcome = await change(head?.ETag);
            if (outcome is not MapperWriteOutcome.Conflict || head is null)
            {
                return outcome;
            }
        }
    }
}
