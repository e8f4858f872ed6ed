using PersonaKit.Api.Health;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Functions.Hosting;

/// <summary>
/// Ready means: both stores answer a point read within a moment, and the mappers are known as requests need them, none too old to be used. The change feed runs
/// in the Functions host, which scales to it and restarts it; a worker cannot see it.
/// </summary>
internal sealed class StoreHealth(IMindscapeStore mindscapes, IPersonaStore personas, MapperRegistry mappers) : IHostHealth
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Nobody's id; that nothing is found is an answer as good as any.
    private static readonly PersonId Nobody = PersonId.Parse("health-probe");

    public async ValueTask<HostHealth> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(
                mindscapes.ReadAsync(Nobody, cancellationToken),
                personas.ListAsync(Nobody, cancellationToken),
                mappers.CurrentAsync(cancellationToken).AsTask()).WaitAsync(Patience, cancellationToken);
            return new HostHealth(StoreAnswers: true, FeedIsAlive: true, FeedLag: null);
        }
        catch (Exception silent) when (silent is StoreUnavailableException or TimeoutException)
        {
            return new HostHealth(StoreAnswers: false, FeedIsAlive: true, FeedLag: null);
        }
    }
}
