using System.Collections.Immutable;
using PersonaKit.Core.Observations;

namespace PersonaKit.Simulation.Documents;

/// <summary>What the hot document knows of a journal page. The range of numbers says what counts of it.</summary>
internal sealed record JournalEntry(int Page, int Count, long First, long Last, ImmutableHashSet<ObservationId> Ids)
{
    public bool Counts(AcceptedObservation accepted) => accepted.Number >= First && accepted.Number <= Last;

    public JournalEntry With(IReadOnlyList<AcceptedObservation> added) => this with
    {
        Count = Count + added.Count,
        Last = added[^1].Number,
        Ids = Ids.Union(added.Select(accepted => accepted.Observation.Id)),
    };
}
