using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>A clock that is a minute fast.</summary>
internal sealed class PurgeOfLiveRows(IPersonaStore inner) : BrokenPersonaStore(inner)
{
    public override Task<int> PurgeExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        Inner.PurgeExpiredAsync(now.AddMinutes(1), limit, cancellationToken);
}
