namespace PersonaKit.Sqlite.Writing;

/// <summary>A row of <c>people</c> as the writer knows it, uncommitted changes included.</summary>
internal sealed record StoredPerson(long Key, long LastSequence, long Folded, long Version)
{
    /// <summary>Milliseconds since 1970; null for a living one.</summary>
    public long? ErasedAt { get; init; }

    /// <summary>The number of the newest observation that was erased; 0 when none was.</summary>
    public long ErasedUpTo { get; init; }

    /// <summary>Where the newest observation stands; 0 when there is none.</summary>
    public long LastPlace { get; init; }

    public long Waiting => LastSequence - Folded;
}
