using System.Collections.Immutable;

namespace PersonaKit.Engine.Storage;

/// <summary>What became of an append.</summary>
public abstract record AppendOutcome
{
    private AppendOutcome() { }

    /// <summary>One item for each observation, in their order.</summary>
    public sealed record Appended(ImmutableArray<AppendedItem> Items) : AppendOutcome;

    /// <summary>The inbox is full and nothing was taken: the fold is behind.</summary>
    public sealed record Full : AppendOutcome;

    /// <summary>An observation takes back what is not known, and the person is not either, or is erased: nothing was taken, and nobody created.</summary>
    public sealed record UnknownPerson : AppendOutcome;
}
