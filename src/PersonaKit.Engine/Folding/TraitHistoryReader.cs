using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Folding;

/// <summary>Computes the history of a trait from all accepted observations. Nothing is written or cached.</summary>
public sealed class TraitHistoryReader(IMindscapeStore store, MindscapeFolder folder)
{
    private const int Attempts = 4;

    /// <summary>Reads the history of one trait in a range of time.</summary>
    /// <param name="personId">The person to read.</param>
    /// <param name="path">The trait, or a path into its value.</param>
    /// <param name="from">The start of the range; null for the first observation.</param>
    /// <param name="to">The end of the range.</param>
    /// <param name="most">The maximum number of points.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    public async Task<TraitHistoryOutcome> ReadAsync(
        PersonId personId, TraitPath path, DateTimeOffset? from, DateTimeOffset to, int most, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await store.ReadAsync(personId, cancellationToken) is not { IsErased: false } stored)
            {
                return new TraitHistoryOutcome.UnknownPerson();
            }

            try
            {
                var history = await folder.ReadHistoryAsync(stored, path, from, to, most, cancellationToken);
                return history is not null
                    ? new TraitHistoryOutcome.Found(history)
                    : new TraitHistoryOutcome.UnknownTrait();
            }
            catch (StoreUnavailableException moved) when (moved.IsHistoryMoved && attempt < Attempts)
            {
                // A retraction or an erase was saved while the history was read: what is stored now says what counts.
            }
        }
    }
}
