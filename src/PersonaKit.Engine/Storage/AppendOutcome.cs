using System.Collections.Immutable;

namespace PersonaKit.Engine.Storage;

/// <summary>The result of an append.</summary>
public abstract record AppendOutcome
{
    private AppendOutcome() { }

    /// <summary>The batch was processed.</summary>
    /// <param name="Items">One item for each observation, in the order of the batch.</param>
    public sealed record Appended(ImmutableArray<AppendedItem> Items) : AppendOutcome;

    /// <summary>The inbox is full because folding is behind; nothing was stored.</summary>
    public sealed record Full : AppendOutcome;

    /// <summary>
    /// The batch takes back what is neither stored nor earlier in it, and the person is unknown or erased; nothing was stored.
    /// </summary>
    public sealed record UnknownPerson : AppendOutcome;

    /// <summary>The batch takes back what is neither stored nor earlier in it; nothing was stored.</summary>
    /// <param name="Ids">Which ids (<see cref="Core.Observations.Retraction.MissingFrom"/>).</param>
    public sealed record UnknownObservations(IReadOnlySet<Core.Observations.ObservationId> Ids) : AppendOutcome;
}
