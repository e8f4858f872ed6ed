namespace PersonaKit.Core.Mindscapes.Voting;

/// <summary>What a vote says of a rule's suggestion. The numbers are stored.</summary>
public enum Verdict
{
    Unhelpful = -1,

    Neutral = 0,

    Helpful = 1,
}
