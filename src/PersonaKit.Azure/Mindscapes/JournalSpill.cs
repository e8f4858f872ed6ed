using System.Collections.Immutable;
using PersonaKit.Core.Observations;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// Moves folded observations from a full hot document to journal pages: the older half at once, so that not every fold writes a page. A
/// retracted observation moves too, without its content, together with all that are older.
/// <para>
/// The page of an observation depends only on the order of acceptance and on the sizes as sent, never on the fold. So a losing fold writes
/// an observation to the same page where the winning fold wrote its scrubbed form, and there the scrubbed form wins. A scrubbed observation
/// in the hot document would have no such page: that is why it moves at once, and why its size still counts in full.
/// </para>
/// </summary>
internal static class JournalSpill
{
    private static readonly HashSet<ObservationId> NothingRetracted = [];

    /// <summary>
    /// Whether this document, or a losing fold of it, can have written a page: observations move only beyond the limits or after a
    /// retraction.
    /// </summary>
    public static bool MayHavePages(HotDocument document, JournalLimits limits)
    {
        if (!document.Journal.IsEmpty)
        {
            return true;
        }

        var sizes = SizesOf([.. document.Recent, .. document.Inbox]);
        return sizes.Length > limits.RecentObservations
            || sizes.Sum() > limits.RecentBytes
            || Retraction.NamedBy(document.Inbox.Select(accepted => accepted.Observation)).Count > 0;
    }

    /// <summary>
    /// The greatest page number that a fold of this document, or of an earlier state, can write: the last page if all observations moved to
    /// the journal. A fold of fewer observations packs them in the same way, so it fills no more pages.
    /// </summary>
    public static int LastPage(HotDocument document) =>
        Pack(document with { Recent = [.. document.Recent, .. document.Inbox] }, document.Recent.Length + document.Inbox.Length, NothingRetracted).Document.Journal[^1].Page;

    public static (HotDocument Document, ImmutableArray<JournalPage> Pages) Of(
        HotDocument document, JournalLimits limits, IReadOnlySet<ObservationId> retracted)
    {
        var sizes = SizesOf(document.Recent);
        var lastRetracted = document.Recent.ToList().FindLastIndex(accepted => retracted.Contains(accepted.Observation.Id));
        var spilled = Math.Max(Spilled(sizes, limits), lastRetracted + 1);
        if (spilled == 0)
        {
            return (document, []);
        }

        return Pack(document, spilled, retracted);
    }

    private static (HotDocument Document, ImmutableArray<JournalPage> Pages) Pack(
        HotDocument document, int spilled, IReadOnlySet<ObservationId> retracted)
    {
        var sizes = SizesOf(document.Recent[..spilled]);
        var journal = document.Journal.ToBuilder();
        var pages = ImmutableArray.CreateBuilder<JournalPage>();
        for (var start = 0; start < spilled;)
        {
            var isNew = journal.Count == 0 || !HasRoom(journal[^1], sizes[start]);
            var entry = isNew ? JournalEntry.New((journal.Count == 0 ? document.PagesBefore : journal[^1].Page) + 1, document.Recent[start].Number) : journal[^1];
            var (end, size) = (start, 0);
            while (end < spilled && (end == start || HasRoom(entry with { Count = entry.Count + end - start, Bytes = entry.Bytes + size }, sizes[end])))
            {
                size += sizes[end++];
            }

            ImmutableArray<AcceptedObservation> added = [.. document.Recent[start..end].Select(accepted => accepted.Without(retracted))];
            entry = entry.With(added, size);
            if (isNew)
            {
                journal.Add(entry);
            }
            else
            {
                journal[^1] = entry;
            }

            pages.Add(new JournalPage(entry.Page, isNew, added));
            start = end;
        }

        return (document with { Recent = document.Recent[spilled..], Journal = journal.ToImmutable() }, pages.ToImmutable());
    }

    private static int[] SizesOf(ImmutableArray<AcceptedObservation> observations) =>
        [.. observations.Select(accepted => StoredObservation.Write(accepted.Observation, accepted.Number).Length)];

    /// <summary>How many of the oldest must move so that the rest is within half of the limits.</summary>
    private static int Spilled(int[] sizes, JournalLimits limits)
    {
        var (count, bytes) = (sizes.Length, sizes.Sum());
        if (count <= limits.RecentObservations && bytes <= limits.RecentBytes)
        {
            return 0;
        }

        var spilled = 0;
        while (count > limits.RecentObservations / 2 || bytes > limits.RecentBytes / 2)
        {
            bytes -= sizes[spilled++];
            count--;
        }

        return spilled;
    }

    private static bool HasRoom(JournalEntry entry, int size) =>
        entry.Count < JournalLimits.PageObservations && entry.Bytes + size <= JournalLimits.PageBytes;
}
