using PersonaKit.Sqlite.Caching;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

public sealed class CoherentCacheTests
{
    [Fact]
    public void A_slow_reader_does_not_overwrite_a_newer_value()
    {
        var cache = new CoherentCache<string, string>(1000, _ => 1);
        var mark = cache.Mark("ann");
        cache.Change("ann", "new", (_, written) => written);
        cache.Keep("ann", "old", mark);

        Assert.Equal("new", cache.Find("ann"));
    }

    [Fact]
    public void A_slow_reader_does_not_restore_a_value_after_the_newer_one_was_removed()
    {
        var cache = new CoherentCache<string, string>(1000, _ => 1);
        var mark = cache.Mark("ann");
        cache.Change("ann", "new", (_, written) => written);
        cache.Change("ann", 0, (_, _) => null);
        cache.Keep("ann", "old", mark);

        Assert.Null(cache.Find("ann"));
    }

    [Fact]
    public void Entries_loaded_since_the_last_change_are_kept()
    {
        var cache = new CoherentCache<string, string>(1000, _ => 1);
        cache.Change("ann", 0, (_, _) => null);
        cache.Keep("ann", "loaded", cache.Mark("ann"));

        Assert.Equal("loaded", cache.Find("ann"));
    }

    [Fact]
    public void The_cache_is_bounded_and_keeps_recently_used_entries()
    {
        var cache = new CoherentCache<int, string>(3200, _ => 1);
        for (var i = 0; i < 100_000; i++)
        {
            cache.Keep(i, "x", cache.Mark(i));
            Assert.NotNull(cache.Find(7 < i ? 7 : i));
        }

        Assert.InRange(Enumerable.Range(0, 100_000).Count(i => cache.Find(i) is not null), 1000, 3300);
    }
}
