using System.Collections.Frozen;
using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Documents;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Tables;

namespace PersonaKit.Sqlite.Writing;

/// <summary>Takes a batch of one person into the inbox. The common case is one insert: the unique index finds the retries.</summary>
internal sealed class ObservationAppend
{
    private readonly PersonId _personId;
    private readonly Observation[] _observations;
    private readonly byte[][] _bodies;
    private readonly int _inboxLimit;
    private readonly bool _takesBack;

    public ObservationAppend(PersonId personId, ImmutableArray<Observation> observations, int inboxLimit)
    {
        (_personId, _inboxLimit) = (personId, inboxLimit);
        _takesBack = observations.Any(observation => Retraction.NamedBy(observation) is not null);
        (_observations, _bodies) = (new Observation[observations.Length], new byte[observations.Length][]);
        for (var i = 0; i < observations.Length; i++)
        {
            (_observations[i], _bodies[i]) = (AsStored(observations[i]), ObservationDocument.Write(observations[i]));
        }
    }

    /// <summary>What the last run has taken, in order.</summary>
    public ImmutableArray<AcceptedObservation> Accepted { get; private set; } = [];

    public AppendOutcome Run(WriteContext context)
    {
        Accepted = [];
        var person = context.FindPerson(_personId);
        IReadOnlySet<ObservationId> refused = FrozenSet<ObservationId>.Empty;
        if (_takesBack)
        {
            Observation? FindStored(ObservationId id) =>
                person is null ? null : MindscapeTable.FindObservation(context.Session, person.Key, id)?.Observation;
            if (Retraction.MissingFrom(_observations, id => FindStored(id) is not null) is { Count: > 0 } missing)
            {
                return person is { ErasedAt: null } ? new AppendOutcome.UnknownObservations(missing) : new AppendOutcome.UnknownPerson();
            }

            refused = Retraction.RefusedIn(_observations, FindStored);
        }

        if (IsTooMuch(context, person))
        {
            return new AppendOutcome.Full();
        }

        person ??= context.AddPerson(_personId);
        var (received, place) = (person.LastSequence, person.LastPlace);
        var items = ImmutableArray.CreateBuilder<AppendedItem>(_observations.Length);
        var accepted = ImmutableArray.CreateBuilder<AcceptedObservation>(_observations.Length);
        for (var i = 0; i < _observations.Length; i++)
        {
            if (refused.Contains(_observations[i].Id))
            {
                items.Add(new AppendedItem.Refused());
                continue;
            }

            if (ObservationChain.TryAdd(context.Session, person.Key, received + 1, place, _observations[i].Id, _bodies[i]) is { } added)
            {
                received++;
                place = added;
                accepted.Add(new(received, _observations[i]));
                items.Add(new AppendedItem.Accepted(received));
            }
            else
            {
                items.Add(Known(context, person.Key, _observations[i]));
            }
        }

        if (received > person.LastSequence)
        {
            context.SaveLater(_personId, person with { LastSequence = received, LastPlace = place });
        }

        Accepted = accepted.DrainToImmutable();
        return new AppendOutcome.Appended(items.MoveToImmutable());
    }

    /// <summary>Retries take no room: they are counted out before a batch is refused.</summary>
    private bool IsTooMuch(WriteContext context, StoredPerson? person)
    {
        var waiting = person?.Waiting ?? 0;
        if (waiting + _observations.Length <= _inboxLimit)
        {
            return false;
        }

        var fresh = _observations
            .Select(observation => observation.Id)
            .Distinct()
            .Count(id => person is null
                || context.Session.Scalar("SELECT 1 FROM observations WHERE person_key = $1 AND observation_id = $2", person.Key, id.Value) is null);
        return fresh > 0 && waiting + fresh > _inboxLimit;
    }

    private static AppendedItem Known(WriteContext context, long personKey, Observation repeated)
    {
        var (number, known) = MindscapeTable.FindObservation(context.Session, personKey, repeated.Id)!.Value;
        return known.IsForgotten ? new AppendedItem.Retracted(number)
            : string.Equals(known.Fingerprint, repeated.Fingerprint, StringComparison.Ordinal) ? new AppendedItem.Duplicate(number)
            : new AppendedItem.Conflict();
    }

    /// <summary>
    /// As it will be read back: the stored shape keeps UTC and whole milliseconds, and what is cached must not differ from it.
    /// </summary>
    private static Observation AsStored(Observation observation) =>
        observation.ObservedAt == Instants.Truncate(observation.ObservedAt) && observation.ObservedAt.Offset == TimeSpan.Zero
        && observation.ReceivedAt == Instants.Truncate(observation.ReceivedAt) && observation.ReceivedAt.Offset == TimeSpan.Zero
            ? observation
            : observation with { ObservedAt = Instants.Truncate(observation.ObservedAt), ReceivedAt = Instants.Truncate(observation.ReceivedAt) };
}
