using Xunit.Abstractions;

namespace PersonaKit.Storage.Contracts.Promises;

/// <summary>
/// P4, P5 and P9 where everything meets: several clients do a few random things with one person at the same time, for thousands of people, and each read is
/// held to what was acknowledged before it began.
/// </summary>
public abstract class InterleavingsContract : StoreContract<Stores>
{
    /// <summary>How many, each an interleaving of its own.</summary>
    protected const int People = 2000;

    private const int PeopleAtOnce = 16;

    protected virtual ITestOutputHelper? Output => null;

    [Fact]
    public async Task No_interleaving_serves_a_stale_persona()
    {
        var heads = new AnnouncedHeads(Store.Personas, seed: 5);
        var folds = new FoldedUpTo(Store.Mindscapes);
        var engine = new WiredEngine(folds, heads);
        var tally = new InterleavingTally();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, People),
            new ParallelOptions { MaxDegreeOfParallelism = PeopleAtOnce },
            async (seed, _) => await new Interleaving(Samples.NewPerson(), engine, heads, folds, Store, tally).RunAsync(new Random(seed)));

        Output?.WriteLine(tally.ToString());
        Assert.Equal(People, tally.Interleavings);
        Assert.True(tally.Served > People && tally.Erases > People, tally.ToString());
        await AssertNothingIsLeftAsync();
    }

    /// <summary>Everybody was erased in the end: what a store may still hold, apart from tombstones.</summary>
    protected virtual Task AssertNothingIsLeftAsync() => Task.CompletedTask;
}
