namespace PersonaKit.Engine.Folding;

/// <summary>The result of handling one change of a mindscape document.</summary>
public enum FoldOutcome
{
    /// <summary>The inbox was folded, a new version was saved and the head row was advanced.</summary>
    Advanced,

    /// <summary>There was nothing to fold; the head row has the stored version.</summary>
    Nothing,

    /// <summary>Other writers won in every attempt; their writes are on the feed and will be handled.</summary>
    Conflict,

    /// <summary>The person was erased; leftovers were deleted.</summary>
    Erased,
}
