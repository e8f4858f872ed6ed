using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Promises;
using PersonaKit.Simulation.Scheduling;
using PersonaKit.Simulation.Tables;

namespace PersonaKit.Simulation.Embedded;

/// <summary>Mindscapes by the rules of the store in SQLite: each member is one transaction or one read.</summary>
internal sealed class EmbeddedMindscapeStore(
    EmbeddedDatabase database, PersonaTables personas, CallGate gate, TraitCatalog catalog, StoreEvents events) : IMindscapeStore
{
    public Task<AppendOutcome> AppendAsync(
        PersonId personId,
        ImmutableArray<Observation> observations,
        int inboxLimit,
        CancellationToken cancellationToken) =>
        gate.CallAsync<AppendOutcome>(_ =>
        {
            var person = database.Find(personId);
            var known = new Documents.KnownObservations();
            known.Add(person?.Observations ?? []);
            if (known.Refuse(observations, isPersonKnown: person is { ErasedAt: null }) is { } refused)
            {
                return refused;
            }

            var fresh = known.Fresh(observations);
            if (fresh.Length > 0 && (person?.LastSequence ?? 0) - (person?.Folded ?? 0) + fresh.Length > inboxLimit)
            {
                return new AppendOutcome.Full();
            }

            if (fresh.Length > 0)
            {
                person = Take(personId, person, fresh);
            }

            return new AppendOutcome.Appended(known.Answer(observations, fresh, person!.LastSequence));
        });

    public Task<StoredMindscape?> ReadAsync(PersonId personId, CancellationToken cancellationToken) => gate.CallAsync(_ =>
    {
        if (database.Find(personId) is not { } person)
        {
            return null;
        }

        ImmutableArray<AcceptedObservation> inbox = [.. person.Observations.Where(accepted => accepted.Number > person.Folded)];
        return new StoredMindscape(person.State, inbox, person.LastSequence, TagOf(person)) { ErasedAt = person.ErasedAt };
    });

    public Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis, Mindscape folded, CancellationToken cancellationToken) =>
        gate.CallAsync(_ =>
    {
        if (basis.IsErased || database.Find(folded.PersonId) is not { ErasedAt: null } person || TagOf(person) != basis.ETag)
        {
            return ReplaceOutcome.Conflict;
        }

        var retracted = Retraction.NamedBy(basis.Inbox.Select(accepted => accepted.Observation));
        var state = folded with { LastSequence = basis.LastSequence };
        database.Save(folded.PersonId, person with
        {
            State = state,
            Folded = basis.LastSequence,
            Observations = [.. person.Observations.Select(accepted => accepted.Without(retracted))],
        });
        events.Folded(folded.PersonId, state);
        if (retracted.Count > 0)
        {
            personas.WriteHead(folded.PersonId, new(folded.Version, null));
            personas.OlderThan(folded.PersonId, folded.Version).ForEach(row => personas.Delete(row));
        }

        return ReplaceOutcome.Saved;
    });

    public async IAsyncEnumerable<AcceptedObservation> ReadFoldedAsync(
        PersonId personId,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var person = await gate.CallAsync(_ => database.Find(personId));
        foreach (var accepted in person?.Observations.Where(accepted => accepted.Number <= person.Folded) ?? [])
        {
            yield return accepted;
        }
    }

    public Task<ImmutableArray<AcceptedObservation>> ReadNewestAsync(
        PersonId personId,
        long? before,
        int limit,
        CancellationToken cancellationToken) =>
        gate.CallAsync<ImmutableArray<AcceptedObservation>>(_ =>
        {
            var person = database.Find(personId);
            var waiting = Retraction.NamedBy((person?.Observations ?? [])
                .Where(accepted => accepted.Number > person!.Folded)
                .Select(accepted => accepted.Observation));
            return [.. (person?.Observations ?? []).Reverse().Where(accepted => before is null
                || accepted.Number < before).Take(limit).Select(accepted => accepted.Without(waiting))];
        });

    public Task<MindscapeVersion?> EraseAsync(PersonId personId, DateTimeOffset at, CancellationToken cancellationToken) =>
        gate.CallAsync<MindscapeVersion?>(_ =>
    {
        if (database.Find(personId) is not { ErasedAt: null } person)
        {
            return null;
        }

        var erasedAt = Instants.Truncate(at);
        var tombstone = Blank(personId, person) with
        {
            Version = person.State.Version.After(person.LastSequence - person.Folded).Next(),
        };
        var last = person.LastSequence;
        database.Save(personId, new EmbeddedPerson { State = tombstone, LastSequence = last, Folded = last, ErasedAt = erasedAt });
        events.Erased(personId, tombstone.Version);
        EmbeddedPersonaStore.Erase(personas, personId, new(tombstone.Version, erasedAt + ErasureLifetimes.Head));
        return tombstone.Version;
    });

    public Task EraseLeftoversAsync(StoredMindscape tombstone, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ImmutableArray<PersonId>> SamplePeopleAsync(int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException("nobody previews in a schedule");

    private EmbeddedPerson Take(PersonId personId, EmbeddedPerson? known, ImmutableArray<Observation> fresh)
    {
        var person = known ?? new EmbeddedPerson { State = Mindscape.Empty(personId, catalog) };
        if (person.ErasedAt is not null || known is null)
        {
            events.Began(personId, person.LastSequence);
            person = person with { State = Blank(personId, person), ErasedAt = null };
        }

        ImmutableArray<AcceptedObservation> accepted =
            [.. fresh.Select((observation, i) => new AcceptedObservation(person.LastSequence + i + 1, observation))];
        database.Save(personId, person with { LastSequence = accepted[^1].Number, Observations = [.. person.Observations, .. accepted] });
        foreach (var one in accepted)
        {
            events.Appended(personId, one);
        }

        return database.Find(personId)!;
    }

    private Mindscape Blank(PersonId personId, EmbeddedPerson person) =>
        Mindscape.Empty(personId, catalog) with { Version = person.State.Version, LastSequence = person.LastSequence };

    private static string TagOf(EmbeddedPerson person) => person.State.Version.Value.ToString(CultureInfo.InvariantCulture);
}
