namespace PersonaKit.Engine.Storage;

/// <summary>The store cannot answer now, and the same call may succeed later: throttled, overloaded, restarting, out of reach.</summary>
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException(string message, Exception? inner = null, TimeSpan? retryAfter = null)
        : base(message, inner) => RetryAfter = retryAfter ?? TimeSpan.FromSeconds(1);

    public TimeSpan RetryAfter { get; }
}
