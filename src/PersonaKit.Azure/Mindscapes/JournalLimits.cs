namespace PersonaKit.Azure.Mindscapes;

/// <summary>How much stays hot. Every write is billed by the size of the whole document, every journal page costs a write of its own.</summary>
public sealed record JournalLimits
{
    /// <summary>A page's capacity is stored in the size of its filter: a constant, not an option.</summary>
    internal const int PageObservations = 512;

    internal const int PageBytes = 512 * 1024;

    /// <summary>
    /// A request of 100 observations of the largest size must fit an empty inbox, and a document of it 2 MB together with everything else.
    /// </summary>
    internal const int InboxBytes = 1_700_000;

    /// <summary>Folded observations that stay in the hot document; past it the older half goes to the journal.</summary>
    public int RecentObservations { get; init; } = 64;

    public int RecentBytes { get; init; } = 48 * 1024;
}
