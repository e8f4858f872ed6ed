using System.Collections.Immutable;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Feeds;

/// <summary>Dead letters of all instances, as one instance reaches them.</summary>
internal sealed class DeadLetterBox(SortedDictionary<string, DeadLetter> letters, CallGate gate) : IDeadLetterStore
{
    public Task ParkAsync(string documentId, string reason, DateTimeOffset at, DocumentPosition position, CancellationToken cancellationToken) => gate.CallAsync(_ =>
    {
        var earlier = letters.GetValueOrDefault(documentId);
        return letters[documentId] = new DeadLetter(documentId, reason, at, (earlier?.Attempts ?? 0) + 1) { Position = position.And(earlier?.Position ?? default) };
    });

    public Task<ImmutableArray<DeadLetter>> ListAsync(int limit, CancellationToken cancellationToken) =>
        gate.CallAsync<ImmutableArray<DeadLetter>>(_ => [.. letters.Values.Take(limit)]);

    public Task RemoveAsync(string documentId, CancellationToken cancellationToken) => gate.CallAsync(_ => letters.Remove(documentId));
}
