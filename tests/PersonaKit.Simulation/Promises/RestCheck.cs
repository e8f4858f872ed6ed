using PersonaKit.Core.Observations;
using PersonaKit.Simulation.Documents;
using PersonaKit.Simulation.Embedded;
using PersonaKit.Simulation.Engines;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Promises;

/// <summary>
/// What the stores must hold when everything is handled: exactly the set that was accepted, folded, announced, and nothing of what was
/// taken back.
/// </summary>
internal sealed class RestCheck(Fleet fleet, Timeline timeline)
{
    public void Check()
    {
        foreach (var person in fleet.Events.People)
        {
            CheckHistory(person);
            CheckHead(person);
            CheckWords(person, areRowsOld: false);
        }
    }

    /// <summary>Later than any lifetime, and after a purge: nothing is left of the erased, and no persona of anybody.</summary>
    public void CheckLater()
    {
        foreach (var person in fleet.Events.People)
        {
            CheckWords(person, areRowsOld: true);
            if (person.Living is null
                && (DocumentsOf(person).Any() || EmbeddedOf(person) is not null || fleet.Tables.Head(person.PersonId) is not null))
            {
                timeline.Break($"P9: something is left of {person.PersonId} long after the erase");
            }
        }
    }

    private void CheckHistory(PersonLedger person)
    {
        if (person.Living is not { } life)
        {
            return;
        }

        var hot = fleet.Documents.FindHot(person.PersonId);
        if ((hot?.State ?? EmbeddedOf(person)?.State) is not { } state)
        {
            timeline.Break($"P2: {person.PersonId} is not stored any more");
            return;
        }

        if (hot is { Inbox.IsEmpty: false } || EmbeddedOf(person) is { } behind
            && behind.Folded < behind.LastSequence)
        {
            timeline.Break($"P2: observations of {person.PersonId} wait for ever");
        }

        var stored = hot is null ? [.. EmbeddedOf(person)!.Observations] : HistoryOf(hot);
        var missing = life.Entries.Where(accepted => !stored.Exists(other => other.Number == accepted.Number
            && other.Observation.Id == accepted.Observation.Id)).ToList();
        if (missing.Count > 0 || stored.Count != life.Entries.Count())
        {
            timeline.Break(
                $"P2: the history of {person.PersonId} is not what was accepted; missing: {IdsOf(missing)}, stored: {IdsOf(stored)}");
        }

        if (!SameTraits.Are(state, life.FoldUpTo(life.LastSequence)))
        {
            timeline.Break($"P3: the traits of {person.PersonId} at rest are not those of the set");
        }
    }

    private void CheckHead(PersonLedger person)
    {
        var head = fleet.Tables.Head(person.PersonId)?.Head ?? default;
        var announced = head.At(SimulatedClock.Start + timeline.Now);
        if (person.Living is not null && announced != person.Version)
        {
            timeline.Break($"P4: the head of {person.PersonId} is {announced} at rest, and the mindscape {person.Version}");
        }
    }

    private void CheckWords(PersonLedger person, bool areRowsOld)
    {
        var standing = (person.Living?.Standing() ?? []).SelectMany(StoredWords.In).ToHashSet();
        var documents = DocumentsOf(person)
            .SelectMany(StoredWords.In)
            .Concat(EmbeddedOf(person) is { } embedded ? StoredWords.In(embedded) : []);
        if (documents.FirstOrDefault(words => !standing.Contains(words)) is { } kept)
        {
            timeline.Break($"P9: {person.PersonId} has '{kept}' stored, which was retracted or erased");
        }

        foreach (var row in fleet.Tables.RowsOf(person.PersonId).Select(row => row.Row))
        {
            var mustBeGone = areRowsOld || person.HadToGo(row, withAnyFold: true);
            if (mustBeGone && StoredWords.In(row).FirstOrDefault(words => !standing.Contains(words)) is { } shown)
            {
                timeline.Break($"P9: a persona of {person.PersonId} has '{shown}', which was retracted or erased");
            }
        }
    }

    /// <summary>What counts of the journal and what is still hot, oldest first.</summary>
    private List<AcceptedObservation> HistoryOf(HotDocument hot) =>
    [
        .. hot.Journal.SelectMany(entry => PageOf(hot, entry)?.Observations.Where(entry.Counts) ?? []),
        .. hot.Recent,
    ];

    private PageDocument? PageOf(HotDocument hot, JournalEntry entry) =>
        (PageDocument?)fleet.Documents.Find(hot.PersonId, PageDocument.IdOf(entry.Page));

    private static string IdsOf(IEnumerable<AcceptedObservation> observations) =>
        string.Join(' ', observations.Select(accepted => accepted.Observation.Id));

    private IEnumerable<Document> DocumentsOf(PersonLedger person) => fleet.Documents.All(person.PersonId);

    private EmbeddedPerson? EmbeddedOf(PersonLedger person) => fleet.Embedded.Find(person.PersonId);
}
