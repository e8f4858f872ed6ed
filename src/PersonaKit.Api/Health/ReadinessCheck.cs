using PersonaKit.Core.Observations;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Hosting;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Api.Health;

/// <summary>
/// Ready means: both stores answer a point read within a moment, a write would be kept where that can be tried, the mappers are known as
/// requests need them, none too old to be used, and the change feed moves: the one that this process runs, or one that the platform
/// drives, by a mark that has to come through it.
/// </summary>
internal sealed class ReadinessCheck(
    IMindscapeStore mindscapes,
    IPersonaStore personas,
    MapperRegistry mappers,
    ChangeFeedService? feed = null,
    IStoreProbe? probe = null,
    FeedPulseCheck? pulse = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Nobody's id; that nothing is found is an answer as good as any.
    private static readonly PersonId Nobody = PersonId.Parse("health-probe");

    /// <summary>Asked after the count of those who wait, which tells a feed that stands still from one that has nothing to do.</summary>
    private bool IsFeedAlive => feed?.IsAlive ?? true;

    /// <summary>Never throws but for cancellation.</summary>
    public async Task<HostHealth> CheckAsync(CancellationToken cancellationToken)
    {
        var pulsing = pulse?.IsAliveAsync(cancellationToken);
        var lag = feed?.CountPendingAsync(cancellationToken);
        try
        {
            await Task.WhenAll(
                lag ?? Task.CompletedTask,
                pulsing ?? Task.CompletedTask,
                probe?.ProbeAsync(cancellationToken) ?? Task.CompletedTask,
                mindscapes.ReadAsync(Nobody, cancellationToken),
                personas.ListAsync(Nobody, cancellationToken),
                mappers.CurrentAsync(cancellationToken).AsTask()).WaitAsync(Patience, cancellationToken);
            return new HostHealth(StoreAnswers: true, IsFeedAlive && (pulsing is null || await pulsing), lag is null ? null : await lag);
        }
        catch (Exception silent) when (silent is StoreUnavailableException or TimeoutException or ObjectDisposedException)
        {
            return new HostHealth(StoreAnswers: false, IsFeedAlive, FeedLag: lag is { IsCompletedSuccessfully: true } ? await lag : null)
            {
                Reason = (silent as StoreUnavailableException)?.Reason,
            };
        }
    }
}
