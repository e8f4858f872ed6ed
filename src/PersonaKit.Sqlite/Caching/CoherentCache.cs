namespace PersonaKit.Sqlite.Caching;

/// <summary>
/// A bounded cache in front of tables that only this process writes. The writer says here what it changed, after the commit and before anybody
/// is told of it; a reader keeps what it loaded only if nothing was changed since it took its mark. So a slow reader never puts an old value over
/// a new one, not even when the new one was evicted in between. (MemoryCache has no such condition, and a full one refuses new entries.)
/// </summary>
/// <param name="capacity">The sum of the weights that stay, roughly.</param>
internal sealed class CoherentCache<TKey, TValue>(long capacity, Func<TValue, long> weigh)
    where TKey : notnull
    where TValue : class
{
    private const int StripeCount = 16;

    private readonly Stripe[] _stripes = [.. Enumerable.Range(0, StripeCount).Select(_ => new Stripe(capacity / StripeCount / 2, weigh))];

    public TValue? Find(TKey key)
    {
        var stripe = StripeOf(key);
        lock (stripe.Gate)
        {
            return stripe.Find(key);
        }
    }

    /// <summary>To be taken before loading.</summary>
    public long Mark(TKey key)
    {
        var stripe = StripeOf(key);
        lock (stripe.Gate)
        {
            return stripe.Changes;
        }
    }

    /// <summary>Keeps what was loaded since <paramref name="mark"/> was taken, unless there were changes.</summary>
    public void Keep(TKey key, TValue loaded, long mark)
    {
        var stripe = StripeOf(key);
        lock (stripe.Gate)
        {
            if (stripe.Changes == mark)
            {
                stripe.Put(key, loaded);
            }
        }
    }

    /// <summary>Announces a change: what is kept, or null, goes in, and what is to be kept, or null, comes out. Returns that.</summary>
    public TValue? Change<TState>(TKey key, TState state, Func<TValue?, TState, TValue?> change)
    {
        var stripe = StripeOf(key);
        lock (stripe.Gate)
        {
            stripe.Changes++;
            var kept = change(stripe.Find(key), state);
            stripe.Put(key, kept);
            return kept;
        }
    }

    /// <summary>Announces that every kept value under such a key is gone. Looks at all of them: for what is rare.</summary>
    public void Remove(Func<TKey, TValue, bool> isGone)
    {
        foreach (var stripe in _stripes)
        {
            lock (stripe.Gate)
            {
                stripe.Changes++;
                stripe.Remove(isGone);
            }
        }
    }

    private Stripe StripeOf(TKey key) => _stripes[(key.GetHashCode() & int.MaxValue) % StripeCount];

    /// <summary>Two generations: what is asked for moves to the young one, and when that is full the old one goes.</summary>
    private sealed class Stripe(long capacity, Func<TValue, long> weigh)
    {
        private Dictionary<TKey, TValue> _young = [];
        private Dictionary<TKey, TValue> _old = [];
        private long _weight;

        public Lock Gate { get; } = new();

        public long Changes { get; set; }

        public TValue? Find(TKey key)
        {
            if (_young.TryGetValue(key, out var value))
            {
                return value;
            }

            if (_old.TryGetValue(key, out value))
            {
                Put(key, value);
            }

            return value;
        }

        public void Remove(Func<TKey, TValue, bool> isGone)
        {
            foreach (var key in _young.Concat(_old).Where(kept => isGone(kept.Key, kept.Value)).Select(kept => kept.Key).ToList())
            {
                Put(key, null);
            }
        }

        public void Put(TKey key, TValue? value)
        {
            _old.Remove(key);
            if (_young.Remove(key, out var replaced))
            {
                _weight -= weigh(replaced);
            }

            if (value is null)
            {
                return;
            }

            if (_weight >= capacity)
            {
                (_old, _young, _weight) = (_young, [], 0);
            }

            _young.Add(key, value);
            _weight += weigh(value);
        }
    }
}
