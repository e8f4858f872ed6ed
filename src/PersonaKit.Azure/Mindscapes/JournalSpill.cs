using System.Collections.Immutable;
using PersonaKit.Core.Observations;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// What leaves a hot document that has too many folded observations: the older half at once, so that a page is written once in many folds and not
/// by each of them.
/// </summary>
internal static class JournalSpill
{
    public static (HotDocument Document, ImmutableArray<JournalPage> Pages) Of(HotDocument document, JournalLimits limits)
    {
        var sizes = document.Recent.Select(accepted => StoredObservation.Write(accepted.Observation, accepted.Number).Length).ToArray();
        if (sizes.Length <= limits.RecentObservations && sizes.Sum() <= limits.RecentBytes)
        {
            return (document, []);
        }

        var spilled = 0;
        var (count, bytes) = (sizes.Length, sizes.Sum());
        while (count > limits.RecentObservations / 2 || bytes > limits.RecentBytes / 2)
        {
            bytes -= sizes[spilled++];
            count--;
        }

        var journal = document.Journal.ToBuilder();
        var pages = ImmutableArray.CreateBuilder<JournalPage>();
        for (var start = 0; start < spilled;)
        {
            var isNew = journal.Count == 0 || !HasRoom(journal[^1], sizes[start]);
            var entry = isNew ? JournalEntry.New(journal.Count + 1, document.Recent[start].Number) : journal[^1];
            var (end, size) = (start, 0);
            while (end < spilled && (end == start || HasRoom(entry with { Count = entry.Count + end - start, Bytes = entry.Bytes + size }, sizes[end])))
            {
                size += sizes[end++];
            }

            var added = document.Recent[start..end];
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

    private static bool HasRoom(JournalEntry entry, int size) =>
        entry.Count < JournalLimits.PageObservations && entry.Bytes + size <= JournalLimits.PageBytes;
}
