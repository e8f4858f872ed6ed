using System.Collections.Concurrent;
using Azure;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Personas;

/// <summary>
/// The head rows that this process last read or wrote, with their etags, so that a fold can write the head without reading it. The version
/// is only an expectation; a write by another process makes the precondition fail. Entries older than <see cref="ErasureLifetimes.Memory"/>
/// are ignored, because the person may have been erased and created again since then.
/// </summary>
internal sealed class HeadMemory(int capacity, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, SeenHead> _seen = new(StringComparer.Ordinal);

    public SeenHead? Find(string partition) =>
        _seen.TryGetValue(partition, out var seen) && time.GetElapsedTime(seen.SeenAt) < ErasureLifetimes.Memory ? seen : null;

    /// <summary>Stores the head that was just read or written, and returns it.</summary>
    public SeenHead Keep(string partition, MindscapeVersion version, ETag etag)
    {
        if (_seen.Count >= capacity)
        {
            // Evict all entries. That costs one read for each person who is folded next, and needs no bookkeeping of use.
            _seen.Clear();
        }

        return _seen[partition] = new SeenHead(version, etag, time.GetTimestamp());
    }

    public void Forget(string partition) => _seen.TryRemove(partition, out _);

    public sealed record SeenHead(MindscapeVersion Version, ETag ETag, long SeenAt);
}
