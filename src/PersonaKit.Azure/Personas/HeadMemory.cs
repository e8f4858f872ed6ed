using System.Collections.Concurrent;
using Azure;
using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Azure.Personas;

/// <summary>
/// The head rows as this process saw them last, with their tags: a fold that follows another then writes the head without reading it. Never
/// asked what a head is, only what to expect; a write by somebody else shows as a failed precondition.
/// </summary>
internal sealed class HeadMemory(int capacity)
{
    private readonly ConcurrentDictionary<string, SeenHead> _seen = new(StringComparer.Ordinal);

    public SeenHead? Find(string partition) => _seen.GetValueOrDefault(partition);

    public void Keep(string partition, SeenHead head)
    {
        if (_seen.Count >= capacity)
        {
            // Everything goes: it costs one read for each person who is folded next, and needs no order of use.
            _seen.Clear();
        }

        _seen[partition] = head;
    }

    public void Forget(string partition) => _seen.TryRemove(partition, out _);

    public sealed record SeenHead(MindscapeVersion Version, ETag Tag);
}
