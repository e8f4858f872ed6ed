using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Extraction;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Folding;

/// <summary>What is seen of a person from each of several instants, with at most one read of a history that is not long.</summary>
internal static class InstantFolds
{
    /// <param name="folder">Folds.</param>
    /// <param name="stored">The person.</param>
    /// <param name="instants">In any order.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One for each instant, in their order; an empty mindscape where nothing was observed by then.</returns>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    /// <exception cref="EngineBusyException">The history is long, and too many reads of such are waiting.</exception>
    public static async Task<ImmutableArray<Mindscape>> FoldEachAsync(
        this MindscapeFolder folder, StoredMindscape stored, ImmutableArray<DateTimeOffset> instants, CancellationToken cancellationToken)
    {
        var whole = await folder.FoldAsync(stored, cancellationToken);
        var seen = new Dictionary<DateTimeOffset, Mindscape>();
        ObservedHistory? history = null;
        foreach (var at in instants.Distinct().Order())
        {
            var cut = new HistoryCut(at, null) { IsImplied = true };
            if (cut.IncludesAllOf(whole))
            {
                seen[at] = whole;
                continue;
            }

            if (folder.IsLong(stored))
            {
                seen[at] = await folder.FoldAsync(stored, cut, cancellationToken) ?? Nothing(folder, whole, cut);
                continue;
            }

            history ??= new ObservedHistory(
                whole.PersonId, await folder.ReadStandingAsync(stored, cancellationToken), folder.Catalog, ZoneTimeline.Empty);
            seen[at] = AsSeen(history.At(HistoryCut.LastOf(at)!.Value), whole, cut);
        }

        return [.. instants.Select(at => seen[at])];
    }

    private static Mindscape Nothing(MindscapeFolder folder, Mindscape whole, HistoryCut cut) =>
        AsSeen(Mindscape.Empty(whole.PersonId, folder.Catalog), whole, cut);

    private static Mindscape AsSeen(Mindscape part, Mindscape whole, HistoryCut cut) => part with
    {
        Version = whole.Version,
        UpdatedAt = whole.UpdatedAt,
        LastSequence = whole.LastSequence,
        Cut = cut with { IsImplied = false },
    };
}
