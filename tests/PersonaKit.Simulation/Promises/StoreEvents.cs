using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Promises;

/// <summary>Hears of every write at the instant it is done, and holds it against what must be true after each step.</summary>
internal sealed class StoreEvents(Timeline timeline, TraitCatalog catalog)
{
    /// <summary>The clocks of instances differ by this much at most.</summary>
    public static readonly TimeSpan LongestClockStep = TimeSpan.FromHours(8);

    private readonly Dictionary<PersonId, PersonLedger> _people = [];

    public IEnumerable<PersonLedger> People => _people.Values;

    /// <summary>
    /// The latest instant that the wall clock of an instance has shown: a purge may have begun before the clock was set back.
    /// </summary>
    public Func<int, DateTimeOffset> LatestClock { get; set; } = static _ => SimulatedClock.Start;

    public PersonLedger Of(PersonId personId)
    {
        if (!_people.TryGetValue(personId, out var person))
        {
            _people[personId] = person = new PersonLedger(personId, catalog);
        }

        return person;
    }

    /// <summary>Somebody's first observation, after nothing (0) or after a tombstone.</summary>
    public void Began(PersonId personId, long lastSequence)
    {
        var person = Of(personId);
        if (lastSequence == 0 && person.Epochs is [.., var last]
            && timeline.Now - last.ErasedAt < ErasureLifetimes.Tombstone - (2 * LongestClockStep))
        {
            timeline.Break(
                $"P9: the tombstone of {personId} was forgotten after {timeline.Now - last.ErasedAt}, while heads may know its version");
        }

        person.Begin(lastSequence);
    }

    public void Appended(PersonId personId, AcceptedObservation accepted)
    {
        MustBeAWriter("accepted an observation");
        var person = Of(personId);
        if (!person.WasSent(accepted.Observation.Id))
        {
            timeline.Break($"P2: {accepted.Observation.Id} of {personId} was accepted, and nobody sent it");
        }

        person.Living?.Append(accepted);
        timeline.Note((ulong)accepted.Number);
    }

    public void Folded(PersonId personId, Mindscape saved)
    {
        MustBeAWriter("saved a mindscape");
        var person = Of(personId);
        MustBeNext(person, saved.Version);
        if (person.Living is { } epoch)
        {
            epoch.Fold(saved.Version, saved.LastSequence);
            if (!SameTraits.Are(saved, epoch.FoldUpTo(saved.LastSequence)))
            {
                timeline.Break(
                    $"P3: version {saved.Version} of {personId} was saved with other traits than "
                    + $"its {saved.LastSequence} observations have");
            }
        }
    }

    public void Erased(PersonId personId, MindscapeVersion version)
    {
        MustBeAWriter("erased somebody");
        var person = Of(personId);
        MustBeNext(person, version);
        person.Living?.Erase(timeline.Now);
    }

    public void HeadWritten(PersonId personId, MarkedHead head)
    {
        var person = Of(personId);
        if (head.Version > person.Version)
        {
            timeline.Break(
                $"P4: the head of {personId} says version {head.Version}, and version {person.Version} is the newest that was saved");
        }

        if (head.Version < person.Head.At(Now))
        {
            timeline.Break($"P4: the head of {personId} went back from version {person.Head.Version} to {head.Version}");
        }

        person.WriteHead(head, timeline.Now);
        timeline.Note((ulong)head.Version.Value);
    }

    public void HeadForgotten(PersonId personId)
    {
        if (!Of(personId).Head.IsForgotten(Now))
        {
            timeline.Break($"P4: the head of {personId} was deleted before it was to be forgotten");
        }

        Of(personId).WriteHead(default, timeline.Now);
    }

    public void RowSaved(PersonId personId, PersonaRow row)
    {
        Of(personId).SaveRow(row, timeline.Now);
        timeline.Note((ulong)row.LastSequence);
    }

    public void RowDeleted(PersonId personId, PersonaRow row)
    {
        if (row.ExpiresAt > Now && row.MindscapeVersion >= Of(personId).Head.Version)
        {
            timeline.Break($"a persona of {personId} was deleted that was good until {row.ExpiresAt:O}");
        }
    }

    private DateTimeOffset Now => LatestClock(OperationScope.Current!.Owner.Instance);

    private void MustBeNext(PersonLedger person, MindscapeVersion version)
    {
        if (version <= person.Version)
        {
            timeline.Break($"P4: version {version} of {person.PersonId} was saved after version {person.Version}");
        }

        person.Version = version;
    }

    private void MustBeAWriter(string did)
    {
        if (OperationScope.Current is { IsWriter: false } reader)
        {
            timeline.Break($"P1: {reader.Id}, which only reads, {did}");
        }
    }
}
