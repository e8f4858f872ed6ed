using System.Collections.Concurrent;
using System.Collections.Immutable;
using PersonaKit.Core.Observations;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// Pages that were read since a hot document was, with their etags, so that a fold reads the page that it takes something back from once.
/// Only a few are kept.
/// </summary>
internal sealed class FoundPages
{
    private const int Most = 4;

    private readonly ConcurrentDictionary<int, (ImmutableArray<AcceptedObservation> Items, string ETag)> _pages = new();

    public void Keep(int page, ImmutableArray<AcceptedObservation> items, string etag)
    {
        if (_pages.Count < Most)
        {
            _pages[page] = (items, etag);
        }
    }

    public void Forget(int page) => _pages.TryRemove(page, out _);

    public (ImmutableArray<AcceptedObservation> Items, string ETag)? Find(int page) => _pages.TryGetValue(page, out var found) ? found : null;
}
