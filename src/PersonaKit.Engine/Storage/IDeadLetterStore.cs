using System.Collections.Immutable;

namespace PersonaKit.Engine.Storage;

/// <summary>Keeps changes that could not be handled, so that the feed can go on. Nothing of the observations is in them: they are still in the inbox.</summary>
public interface IDeadLetterStore
{
    /// <summary>Parks the change of a document; one that is parked already counts one attempt more.</summary>
    Task ParkAsync(string documentId, string reason, DateTimeOffset at, CancellationToken cancellationToken);

    Task<ImmutableArray<DeadLetter>> ListAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Takes the document's letter away, if there is one.</summary>
    Task RemoveAsync(string documentId, CancellationToken cancellationToken);
}
