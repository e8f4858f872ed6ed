namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// Limits of the hot document. A write costs request units by the size of the whole document, and each journal page costs one more write.
/// </summary>
internal sealed record JournalLimits
{
    /// <summary>A constant, not an option, because the size of the stored filters depends on it.</summary>
    internal const int PageObservations = 512;

    internal const int PageBytes = 512 * 1024;

    /// <summary>
    /// A request of 100 observations of maximum size fits into an empty inbox, and the whole document stays below 2 MB.
    /// </summary>
    internal const int InboxBytes = 1_700_000;

    /// <summary>The maximum number of folded observations in the hot document; beyond it the older half moves to the journal.</summary>
    public int RecentObservations { get; init; } = 64;

    /// <summary>The maximum size of the folded observations in the hot document, in bytes.</summary>
    public int RecentBytes { get; init; } = 48 * 1024;
}
