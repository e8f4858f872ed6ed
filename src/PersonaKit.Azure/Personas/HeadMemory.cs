using System.Collections.Concurrent;
using Azure;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Personas;

/// <summary>
/// The head rows as this process saw them last, with their tags: a fold that follows another then writes the head without reading it. Never
/// asked what a head is, only what to expect; a write by somebody else shows as a failed precondition. What was seen
/// <see cref="ErasureLifetimes.Memory"/> ago is not remembered: by then the person may have been erased and begun again.
/// </summary>
internal sealed class HeadMemory(int capacity, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, SeenHead> _seen = new(StringComparer.Ordinal);

    public SeenHead? Find(string partition) =>
        _seen.TryGetValue(partition, out var seen) && time.GetElapsedTime(seen.SeenAt) < ErasureLifetimes.Memory ? seen : null;

    /// <summary>Remembers the head as it was read or written just now, and returns it.</summary>
    public SeenHead Keep(string partition, MindscapeVersion version, ETag etag)
    {
        if (_seen.Count >= capacity)
        {
            // Everything goes: it costs one read for each person who is folded next, and needs no order of use.
            _seen.Clear();
        }

        return _seen[partition] = new SeenHead(version, etag, time.GetTimestamp());
    }

    public void Forget(string partition) => _seen.TryRemove(partition, out _);

    public sealed record SeenHead(MindscapeVersion Version, ETag ETag, long SeenAt);
}
