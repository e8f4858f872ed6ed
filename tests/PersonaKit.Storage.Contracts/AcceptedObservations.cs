using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>Looks observations up among all that a person has, as a reader of the whole list would.</summary>
public static class AcceptedObservations
{
    /// <summary>Those with these ids, in any order. Unknown ids are left out.</summary>
    public static async Task<ImmutableArray<AcceptedObservation>> FindAsync(
        this IMindscapeStore store, PersonId personId, IReadOnlyCollection<ObservationId> ids, CancellationToken cancellationToken) =>
        [.. (await store.ReadNewestAsync(personId, null, int.MaxValue, cancellationToken)).Where(accepted => ids.Contains(accepted.Observation.Id))];
}
