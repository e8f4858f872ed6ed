using Xunit.Abstractions;

namespace PersonaKit.Storage.Contracts.Promises;

/// <summary>
/// P4, P5 and P9 combined: for many people, several clients do random operations on one person concurrently, and each read is
/// checked against everything acknowledged before it began.
/// </summary>
public abstract class InterleavingsContract : StoreContract<Stores>
{
    /// <summary>The number of people; each is one interleaving.</summary>
    protected static readonly int People = Thoroughness.Of(full: 2000, quick: 150);

    private const int PeopleAtOnce = 16;

    protected virtual ITestOutputHelper? Output => null;

    [Fact]
    [Trait(Thoroughness.Trait, Thoroughness.Long)]
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

    /// <summary>Everybody is erased at the end; asserts that the store holds nothing but tombstones.</summary>
    protected virtual Task AssertNothingIsLeftAsync() => Task.CompletedTask;
}
