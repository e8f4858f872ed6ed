using System.Collections.Immutable;
using PersonaKit.Engine.Storage;
using PersonaKit.Engine.Telemetry;

namespace PersonaKit.Engine.Measuring;

/// <summary>Measures the calls of a dead-letter store.</summary>
internal sealed class MeasuredDeadLetterStore(IDeadLetterStore inner, StoreMetrics metrics) : IDeadLetterStore
{
    private const string Store = "dead_letters";

    public Task ParkAsync(string documentId, string reason, DateTimeOffset at, DocumentPosition position, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "park", inner.ParkAsync(documentId, reason, at, position, cancellationToken));

    public Task<ImmutableArray<DeadLetter>> ListAsync(int limit, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "list", inner.ListAsync(limit, cancellationToken));

    public Task RemoveAsync(string documentId, CancellationToken cancellationToken) =>
        metrics.EndAsync(metrics.Start(), Store, "remove", inner.RemoveAsync(documentId, cancellationToken));
}
