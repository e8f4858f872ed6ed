namespace PersonaKit.Engine.Folding;

/// <summary>What a change came to.</summary>
public enum FoldOutcome
{
    /// <summary>The inbox was folded and the head advanced.</summary>
    Advanced,

    /// <summary>There was nothing to fold; the head is where it belongs.</summary>
    Nothing,

    /// <summary>Other writers won every time; their writes are on the feed and will be handled.</summary>
    Conflict,

    /// <summary>The person was erased, and nothing is left of them.</summary>
    Erased,
}
