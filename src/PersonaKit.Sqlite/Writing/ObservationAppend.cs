using System.Collections.Frozen;
using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Documents;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Tables;

namespace PersonaKit.Sqlite.Writing;

/// <summary>Takes a batch of one person into the inbox. The common case is one insert and one update: the unique index finds the retries.</summary>
internal sealed class ObservationAppend(PersonId personId, ImmutableArray<Observation> observations, int inboxLimit)
{
    private readonly ImmutableArray<Observation> _observations = [.. observations.Select(AsStored)];
    private readonly bool _takesBack = observations.Any(observation => Retraction.NamedBy(observation) is not null);
    private readonly byte[][] _bodies = [.. observations.Select(ObservationDocument.Write)];

    public AppendedBatch Run(WriteContext context)
    {
        var person = context.FindPerson(personId);
        IReadOnlySet<ObservationId> refused = FrozenSet<ObservationId>.Empty;
        if (_takesBack)
        {
            Observation? FindStored(ObservationId id) =>
                person is null ? null : MindscapeTable.FindObservation(context.Session, person.Key, id)?.Observation;
            if (Retraction.MissingFrom(_observations, id => FindStored(id) is not null) is { Count: > 0 } missing)
            {
                return new(person is { ErasedAt: null } ? new AppendOutcome.UnknownObservations(missing) : new AppendOutcome.UnknownPerson(), []);
            }

            refused = Retraction.RefusedIn(_observations, FindStored);
        }

        if (IsTooMuch(context, person))
        {
            return new(new AppendOutcome.Full(), []);
        }

        person ??= context.AddPerson(personId);
        var received = person.LastSequence;
        var items = ImmutableArray.CreateBuilder<AppendedItem>(_observations.Length);
        var accepted = ImmutableArray.CreateBuilder<AcceptedObservation>(_observations.Length);
        for (var i = 0; i < _observations.Length; i++)
        {
            if (refused.Contains(_observations[i].Id))
            {
                items.Add(new AppendedItem.Refused());
                continue;
            }

            var inserted = context.Session.Execute(
                "INSERT INTO observations(person_key, number, observation_id, body) VALUES($1, $2, $3, $4) ON CONFLICT(person_key, observation_id) DO NOTHING",
                person.Key, received + 1, _observations[i].Id.Value, _bodies[i]);
            if (inserted == 1)
            {
                received++;
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
            context.SavePerson(personId, person with { LastSequence = received, ErasedAt = null });
        }

        return new(new AppendOutcome.Appended(items.MoveToImmutable()), accepted.ToImmutable());
    }

    /// <summary>Retries take no room: they are counted out before a batch is refused.</summary>
    private bool IsTooMuch(WriteContext context, StoredPerson? person)
    {
        var waiting = person?.Waiting ?? 0;
        if (waiting + _observations.Length <= inboxLimit)
        {
            return false;
        }

        var fresh = _observations
            .Select(observation => observation.Id)
            .Distinct()
            .Count(id => person is null
                || context.Session.Scalar("SELECT 1 FROM observations WHERE person_key = $1 AND observation_id = $2", person.Key, id.Value) is null);
        return fresh > 0 && waiting + fresh > inboxLimit;
    }

    private static AppendedItem Known(WriteContext context, long personKey, Observation repeated)
    {
        var (number, known) = MindscapeTable.FindObservation(context.Session, personKey, repeated.Id)!.Value;
        return known.IsForgotten ? new AppendedItem.Retracted(number)
            : string.Equals(known.Fingerprint, repeated.Fingerprint, StringComparison.Ordinal) ? new AppendedItem.Duplicate(number)
            : new AppendedItem.Conflict();
    }

    /// <summary>As it will be read back: the stored shape keeps UTC and whole milliseconds, and what is cached must not differ from it.</summary>
    private static Observation AsStored(Observation observation) =>
        observation.ObservedAt == Instants.Truncate(observation.ObservedAt) && observation.ObservedAt.Offset == TimeSpan.Zero
        && observation.ReceivedAt == Instants.Truncate(observation.ReceivedAt) && observation.ReceivedAt.Offset == TimeSpan.Zero
            ? observation
            : observation with { ObservedAt = Instants.Truncate(observation.ObservedAt), ReceivedAt = Instants.Truncate(observation.ReceivedAt) };
}
