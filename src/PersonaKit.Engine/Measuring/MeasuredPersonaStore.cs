using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Engine.Telemetry;

namespace PersonaKit.Engine.Measuring;

/// <summary>
/// Measures the calls of a persona store. A lookup that is answered from memory stays as cheap as it was: it is noted and nothing is
/// awaited.
/// </summary>
internal sealed class MeasuredPersonaStore(IPersonaStore inner, StoreMetrics metrics) : IPersonaStore
{
    private const string Store = "personas";

    public ValueTask<PersonaLookup> FindAsync(PersonId personId, PersonaKey key, CancellationToken cancellationToken)
    {
        var started = metrics.Start();
        var finding = inner.FindAsync(personId, key, cancellationToken);
        if (started == 0 || finding.IsCompletedSuccessfully)
        {
            metrics.Called(started, Store, "find");
            return finding;
        }

        return new(metrics.EndAsync(started, Store, "find", finding.AsTask()));
    }

    public ValueTask SaveAsync(PersonId personId, PersonaRow row, CancellationToken cancellationToken)
    {
        var started = metrics.Start();
        var saving = inner.SaveAsync(personId, row, cancellationToken);
        if (started == 0 || saving.IsCompletedSuccessfully)
        {
            metrics.Called(started, Store, "save");
            return saving;
        }

        return new(metrics.EndAsync(started, Store, "save", saving.AsTask()));
    }

    public Task AdvanceHeadAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "advance_head", inner.AdvanceHeadAsync(personId, version, cancellationToken));

    public Task<PersonaListing> ListAsync(PersonId personId, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "list", inner.ListAsync(personId, cancellationToken));

    public Task EraseAsync(PersonId personId, MindscapeVersion tombstone, DateTimeOffset forgetAt, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "erase", inner.EraseAsync(personId, tombstone, forgetAt, cancellationToken));

    public Task DeleteOlderAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "delete_older", inner.DeleteOlderAsync(personId, version, cancellationToken));

    public Task<int> PurgeExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "purge_expired", inner.PurgeExpiredAsync(now, limit, cancellationToken));
}
