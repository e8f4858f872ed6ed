using System.Collections.Immutable;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Feeds;

/// <summary>Dead letters of all instances, as one instance reaches them.</summary>
internal sealed class DeadLetterBox(SortedDictionary<string, DeadLetter> letters, CallGate gate) : IDeadLetterStore
{
    public Task ParkAsync(string documentId, string reason, DateTimeOffset at, CancellationToken cancellationToken) => gate.CallAsync(_ =>
    {
        var attempts = letters.TryGetValue(documentId, out var earlier) ? earlier.Attempts + 1 : 1;
        return letters[documentId] = new DeadLetter(documentId, reason, at, attempts);
    });

    public Task<ImmutableArray<DeadLetter>> ListAsync(int limit, CancellationToken cancellationToken) =>
        gate.CallAsync<ImmutableArray<DeadLetter>>(_ => [.. letters.Values.Take(limit)]);

    public Task RemoveAsync(string documentId, CancellationToken cancellationToken) => gate.CallAsync(_ => letters.Remove(documentId));
}
