namespace PersonaKit.Engine;

/// <summary>Too much work of a kind that is bounded waits already. The same call may succeed later.</summary>
public sealed class EngineBusyException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What there is too much of; it is sent to the client and contains no personal data.</param>
    /// <param name="retryAfter">When to try again.</param>
    public EngineBusyException(string message, TimeSpan retryAfter)
        : base(message) => RetryAfter = retryAfter;

    /// <summary>How long to wait before the call is tried again.</summary>
    public TimeSpan RetryAfter { get; }
}
