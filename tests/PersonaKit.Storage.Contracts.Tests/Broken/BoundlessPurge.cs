using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

internal sealed class BoundlessPurge(IPersonaStore inner) : BrokenPersonaStore(inner)
{
    public override Task<int> PurgeExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        Inner.PurgeExpiredAsync(now, int.MaxValue, cancellationToken);
}
