using System.Collections.Immutable;
using PersonaKit.Core.Observations;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>Observations to add to one page of the journal.</summary>
/// <param name="IsNew">True when the hot document does not list the page yet.</param>
internal sealed record JournalPage(int Number, bool IsNew, ImmutableArray<AcceptedObservation> Added);
