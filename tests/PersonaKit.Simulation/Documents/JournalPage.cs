using System.Collections.Immutable;
using PersonaKit.Core.Observations;

namespace PersonaKit.Simulation.Documents;

/// <summary>Observations on their way to one page of the journal.</summary>
/// <param name="IsNew">The hot document knows of no such page yet.</param>
internal sealed record JournalPage(int Number, bool IsNew, ImmutableArray<AcceptedObservation> Added);
