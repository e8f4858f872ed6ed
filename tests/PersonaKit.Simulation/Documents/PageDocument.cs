using System.Collections.Immutable;
using PersonaKit.Core.Observations;

namespace PersonaKit.Simulation.Documents;

/// <summary>A page of a person's journal, oldest first. It may hold more than counts: what an overtaken fold wrote there.</summary>
internal sealed record PageDocument : Document
{
    public required ImmutableArray<AcceptedObservation> Observations { get; init; }

    /// <summary>An exclamation mark is in no person id, so no page is anybody's hot document.</summary>
    public static string IdOf(int page) => $"journal!{page:d6}";
}
