namespace PersonaKit.Engine.Storage;

/// <summary>
/// The store cannot answer now, because it is throttled, overloaded, restarting or unreachable. The same call may succeed later.
/// </summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which store failed and how; it is logged and contains no personal data.</param>
    /// <param name="inner">The exception of the store's client, if any.</param>
    /// <param name="retryAfter">When to try again; one second if null.</param>
    public StoreUnavailableException(string message, Exception? inner = null, TimeSpan? retryAfter = null)
        : base(message, inner) => RetryAfter = retryAfter ?? TimeSpan.FromSeconds(1);

    /// <summary>
    /// Why, in words for whoever runs the host, such as "the disk is full"; null when the store cannot say. Without personal data.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>
    /// Whether a part of a history was taken back or erased while the history was read. It is not an outage: reading the person again, and
    /// then the history, is enough.
    /// </summary>
    public bool IsHistoryMoved { get; init; }

    /// <summary>How long to wait before the call is tried again.</summary>
    public TimeSpan RetryAfter { get; }
}
