namespace PersonaKit.Core.Mindscapes.Voting;

/// <summary>What a vote says of a rule's suggestion. The numbers are stored.</summary>
public enum Verdict
{
    /// <summary>The suggestion did not help: <c>helpful: false</c>, or a rating of 1 or 2.</summary>
    Unhelpful = -1,

    /// <summary>Neither: a rating of 3.</summary>
    Neutral = 0,

    /// <summary>The suggestion helped: <c>helpful: true</c>, or a rating of 4 or 5.</summary>
    Helpful = 1,
}
