using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Engine.Folding;

/// <summary>What somebody who asks how a trait came about gets.</summary>
public abstract record TraitHistoryOutcome
{
    private TraitHistoryOutcome() { }

    public sealed record Found(TraitHistory History) : TraitHistoryOutcome;

    public sealed record UnknownPerson : TraitHistoryOutcome;

    /// <summary>Nothing observed by the end of the range says anything of it.</summary>
    public sealed record UnknownTrait : TraitHistoryOutcome;
}
