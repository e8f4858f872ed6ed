using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Engine.Folding;

/// <summary>The result of reading the history of a trait.</summary>
public abstract record TraitHistoryOutcome
{
    private TraitHistoryOutcome() { }

    /// <summary>The history.</summary>
    /// <param name="History">The points of the trait over time.</param>
    public sealed record Found(TraitHistory History) : TraitHistoryOutcome;

    /// <summary>The person is unknown or erased.</summary>
    public sealed record UnknownPerson : TraitHistoryOutcome;

    /// <summary>No observation up to the end of the range feeds the trait.</summary>
    public sealed record UnknownTrait : TraitHistoryOutcome;
}
