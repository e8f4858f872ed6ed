using System.Collections.Concurrent;

namespace PersonaKit.Api.Authorization;

/// <summary>
/// Credentials that were found valid, by every character of what was sent: a request of a known caller costs neither a digest nor a
/// signature. Those that were refused are not kept,
/// so that nobody without one can fill it.
/// </summary>
internal sealed class CredentialCache(TimeProvider time)
{
    public const int Capacity = 2048;

    private readonly ConcurrentDictionary<string, (Caller Caller, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);

    public int Count => _known.Count;

    public Caller? Find(string credential)
    {
        if (!_known.TryGetValue(credential, out var entry))
        {
            return null;
        }

        // A key has no end; asking for the time costs more than the rest of this.
        if (entry.Until == DateTimeOffset.MaxValue || time.GetUtcNow() < entry.Until)
        {
            return entry.Caller;
        }

        _known.TryRemove(credential, out _);
        return null;
    }

    public void Add(string credential, Caller caller, DateTimeOffset until)
    {
        // All at once: keeping an order would cost every request, and to be forgotten costs a caller one signature.
        if (_known.Count >= Capacity)
        {
            _known.Clear();
        }

        _known[credential] = (caller, until);
    }
}
