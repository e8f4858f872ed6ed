using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Folding;

/// <summary>Reads how a trait came to what it says, from every observation that was ever accepted. Nothing is written and nothing kept.</summary>
public sealed class TraitHistoryReader(IMindscapeStore store, MindscapeFolder folder, TraitCatalog catalog)
{
    /// <param name="from">The start of the range; null for the first observation.</param>
    /// <param name="most">How many points at most.</param>
    public async Task<TraitHistoryOutcome> ReadAsync(
        PersonId personId, TraitPath path, DateTimeOffset? from, DateTimeOffset to, int most, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(personId, cancellationToken) is not { IsErased: false } stored)
        {
            return new TraitHistoryOutcome.UnknownPerson();
        }

        var all = await folder.ReadStandingAsync(stored, cancellationToken);
        return TraitHistory.Of(personId, all, path, catalog, from, to, most) is { } history
            ? new TraitHistoryOutcome.Found(history)
            : new TraitHistoryOutcome.UnknownTrait();
    }
}
