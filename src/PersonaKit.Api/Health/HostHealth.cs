namespace PersonaKit.Api.Health;

/// <summary>How a host is doing.</summary>
/// <param name="StoreAnswers">True when the store answered just now.</param>
/// <param name="FeedIsAlive">True while changes are being folded; false once the feed has stopped for good, or stands still.</param>
/// <param name="FeedLag">How many people have changes that are not folded yet; null where the host cannot tell.</param>
internal readonly record struct HostHealth(bool StoreAnswers, bool FeedIsAlive, long? FeedLag)
{
    /// <summary>Why the store does not answer as it should; null when it does, or cannot say.</summary>
    public string? Reason { get; init; }
}
