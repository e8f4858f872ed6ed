namespace PersonaKit.Engine.Storage;

/// <summary>The latest mark in a change feed.</summary>
/// <param name="SentAt">When it was written.</param>
/// <param name="ReceivedAt">When the feed brought it; null while it has not.</param>
/// <param name="ETag">The store's opaque etag of this state.</param>
public sealed record FeedPulse(DateTimeOffset SentAt, DateTimeOffset? ReceivedAt, string ETag)
{
    /// <summary>The <c>kind</c> of its document in the feed.</summary>
    public const string Kind = "pulse";
}
