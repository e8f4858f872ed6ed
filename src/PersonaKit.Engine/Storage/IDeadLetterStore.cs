using System.Collections.Immutable;
using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.Storage;

/// <summary>Keeps changes that could not be handled, so that the feed can go on. Nothing of the observations is in them: they are still in the inbox.</summary>
public interface IDeadLetterStore
{
    /// <summary>Parks the person's change; one that is parked already counts one attempt more.</summary>
    Task ParkAsync(PersonId personId, string reason, DateTimeOffset at, CancellationToken cancellationToken);

    Task<ImmutableArray<DeadLetter>> ListAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Takes the person's letter away, if there is one.</summary>
    Task RemoveAsync(PersonId personId, CancellationToken cancellationToken);
}
