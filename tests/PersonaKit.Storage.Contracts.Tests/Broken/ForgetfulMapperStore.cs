using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Makes a revision of every upload, changed or not.</summary>
internal sealed class ForgetfulMapperStore(IMapperStore inner) : BrokenMapperStore(inner)
{
    public override async Task<MapperWriteOutcome> AddAsync(MapperId id, string source, MapperOrigin origin, DateTimeOffset at, string? etag, CancellationToken cancellationToken)
    {
        var head = (await Inner.ReadHistoryAsync(id, cancellationToken))?.Head;
        if (head is not null && head.Newest.Digest == MapperRevision.DigestOf(source))
        {
            var between = (MapperWriteOutcome.Saved)await Inner.AddAsync(id, source + " ", origin, at, head.ETag, cancellationToken);
            etag = between.Head.ETag;
        }

        return await Inner.AddAsync(id, source, origin, at, etag, cancellationToken);
    }
}
