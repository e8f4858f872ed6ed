using System.Collections.Immutable;
using PersonaKit.Core.Observations;

namespace PersonaKit.Simulation.Documents;

/// <summary>What leaves a hot document for the journal, and to which page. Small limits, so that short histories have pages.</summary>
internal static class JournalSpill
{
    public const int RecentObservations = 4;

    public const int PageObservations = 4;

    private static readonly HashSet<ObservationId> NothingRetracted = [];

    public static bool MayHavePages(HotDocument document) =>
        !document.Journal.IsEmpty
        || document.Recent.Length + document.Inbox.Length > RecentObservations
        || Retraction.NamedBy(document.Inbox.Select(accepted => accepted.Observation)).Count > 0;

    /// <summary>No fold of this document or of a state before it can write a page of a greater number.</summary>
    public static int LastPage(HotDocument document)
    {
        var all = document with { Recent = [.. document.Recent, .. document.Inbox] };
        return Pack(all, all.Recent.Length, NothingRetracted).Document.Journal[^1].Page;
    }

    public static (HotDocument Document, ImmutableArray<JournalPage> Pages) Of(HotDocument document, IReadOnlySet<ObservationId> retracted)
    {
        var lastRetracted = document.Recent.ToList().FindLastIndex(accepted => retracted.Contains(accepted.Observation.Id));
        var overflow = document.Recent.Length > RecentObservations ? document.Recent.Length - (RecentObservations / 2) : 0;
        var spilled = Math.Max(overflow, lastRetracted + 1);
        return spilled == 0 ? (document, []) : Pack(document, spilled, retracted);
    }

    private static (
        HotDocument Document,
        ImmutableArray<JournalPage> Pages) Pack(HotDocument document, int spilled, IReadOnlySet<ObservationId> retracted)
    {
        var journal = document.Journal.ToBuilder();
        var pages = ImmutableArray.CreateBuilder<JournalPage>();
        for (var start = 0; start < spilled;)
        {
            var isNew = journal.Count == 0 || journal[^1].Count >= PageObservations;
            var number = document.Recent[start].Number;
            var entry = isNew
                ? new JournalEntry((journal.Count == 0 ? document.PagesBefore : journal[^1].Page) + 1, 0, number, number, [])
                : journal[^1];
            var end = Math.Min(spilled, start + PageObservations - entry.Count);
            ImmutableArray<AcceptedObservation> added = [.. document.Recent[start..end].Select(accepted => accepted.Without(retracted))];
            entry = entry.With(added);
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
}
