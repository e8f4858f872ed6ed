using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes;

/// <summary>A person's traits by key. Immutable; a trait is published (means, percentiles, shares computed) the first time it is read.</summary>
public sealed class TraitSet
{
    private readonly Dictionary<string, TraitEntry> _entries;
    private readonly TraitCatalog? _catalog;

    private TraitSet(Dictionary<string, TraitEntry> entries, TraitCatalog? catalog)
    {
        _entries = entries;
        _catalog = catalog;
    }

    /// <summary>Every trait, derived ones included, in ordinal order of their keys.</summary>
    public IEnumerable<PublishedTrait> All
    {
        get
        {
            var keys = new List<string>(_entries.Keys);
            if (_catalog is not null)
            {
                keys.AddRange(_catalog.DerivedKeys);
            }

            keys.Sort(StringComparer.Ordinal);
            foreach (var key in keys)
            {
                if (Find(key) is { } trait)
                {
                    yield return trait;
                }
            }
        }
    }

    internal IEnumerable<TraitState> States => _entries.Values.Select(entry => entry.State).OfType<TraitState>();

    /// <summary>No traits.</summary>
    public static TraitSet Empty(TraitCatalog catalog) => new(new(StringComparer.Ordinal), catalog);

    /// <summary>Traits stated outright, without observations behind them: for trying a mapper on a person who does not exist.</summary>
    public static TraitSet Of(params IEnumerable<PublishedTrait> traits) =>
        new(traits.ToDictionary(trait => trait.Key, trait => new TraitEntry(null, trait), StringComparer.Ordinal), null);

    /// <summary>The trait of this key, derived ones included; null when the person has none.</summary>
    public PublishedTrait? Find(string key)
    {
        if (_entries.TryGetValue(key, out var entry))
        {
            return entry.Published;
        }

        return _catalog?.FindDerived(key) is { } derived && _entries.TryGetValue(derived.SourceKey, out var source)
            ? source.Derive(derived)
            : null;
    }

    /// <summary>The trait a path is about, whether or not the rest of the path leads to a value.</summary>
    public PublishedTrait? Find(TraitPath path) => Locate(path, out _);

    /// <summary>True when the path leads to a value (null, false, 0 and empty lists are values).</summary>
    public bool TryResolve(TraitPath path, out PublishedTrait trait, out DataValue value)
    {
        trait = Locate(path, out var rest)!;
        value = trait?.Descend(rest)!;
        return value is not null;
    }

    internal TraitState? FindState(string key) => _entries.TryGetValue(key, out var entry) ? entry.State : null;

    internal TraitSet With(IReadOnlyCollection<TraitState> changed)
    {
        var next = new Dictionary<string, TraitEntry>(_entries, StringComparer.Ordinal);
        foreach (var state in changed)
        {
            next[state.Definition.Key] = new TraitEntry(state, null);
        }

        return new TraitSet(next, _catalog);
    }

    internal static TraitSet Restore(IEnumerable<TraitState> states, TraitCatalog catalog) =>
        new(states.ToDictionary(state => state.Definition.Key, state => new TraitEntry(state, null), StringComparer.Ordinal), catalog);

    private PublishedTrait? Locate(TraitPath path, out string[] rest)
    {
        foreach (var (key, remainder) in path.Splits)
        {
            if (Find(key) is { } trait)
            {
                rest = remainder;
                return trait;
            }
        }

        rest = [];
        return null;
    }

    private sealed class TraitEntry(TraitState? state, PublishedTrait? published)
    {
        private PublishedTrait? _published = published;
        private PublishedTrait? _derived;

        public TraitState? State { get; } = state;

        // Two readers may both compute it; the results are equal and one stays.
        public PublishedTrait Published => _published ??= State!.Publish();

        public PublishedTrait? Derive(DerivedTrait derived) =>
            _derived?.Key == derived.Key ? _derived : _derived = derived.From(Published);
    }
}
