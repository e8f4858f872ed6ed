using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;

namespace PersonaKit.Simulation.Embedded;

/// <summary>A person's rows in the embedded database, as one commit left them.</summary>
internal sealed record EmbeddedPerson
{
    public required Mindscape State { get; init; }

    public long LastSequence { get; init; }

    public long Folded { get; init; }

    public ImmutableArray<AcceptedObservation> Observations { get; init; } = [];

    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>The place of the latest write in the order of all writes.</summary>
    public long Change { get; init; }
}
