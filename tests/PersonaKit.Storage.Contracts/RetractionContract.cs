using CsCheck;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>
/// P9 for every store: after any retractions, the stored traits are those of the remaining observations, and retracted content is stored
/// nowhere, not even when a late fold still holds it.
/// </summary>
public abstract class RetractionContract : RetractionSuite
{
    /// <summary>How many histories are generated.</summary>
    protected virtual int Histories => 20;

    /// <summary>How many observations each of them starts with.</summary>
    protected virtual int FirstObservations => 150;

    [Fact]
    [Trait(Thoroughness.Trait, Thoroughness.Long)]
    public Task After_any_retractions_exactly_the_rest_is_folded_and_stored() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Enum<RetractionStep>().Array[5, 40]).SampleAsync(
            async (seed, steps) =>
            {
                var history = new RetractionHistory(Store, seed);
                await history.BeginAsync(FirstObservations);
                foreach (var step in steps)
                {
                    await history.TakeAsync(step);
                }

                await history.EndAsync();
                await CheckAsync(history.Person, history.Sent);
            },
            iter: Histories,
            threads: 1);

    [Fact]
    public async Task A_retraction_is_shown_at_once_and_its_retry_is_a_duplicate_before_and_after_the_fold()
    {
        var (first, second) = (Said.By("a"), Said.By("b"));
        await AppendAsync(first, second);
        Assert.Equal([new AppendedItem.Accepted(3)], await AppendAsync(Retraction.Of(first.Id, Samples.Now)));
        var shown = await Store.ReadNewestAsync(Person, null, 10, None);
        Assert.Equal([false, false, true], shown.Select(accepted => accepted.Observation.IsForgotten));
        Assert.Equal([new AppendedItem.Duplicate(3)], await AppendAsync(Retraction.Of(first.Id, Samples.Now.AddDays(1))));

        await FoldAsync();
        Assert.Equal(shown.AsEnumerable(), await Store.ReadNewestAsync(Person, null, 10, None));
        Assert.Equal([new AppendedItem.Duplicate(3)], await AppendAsync(Retraction.Of(first.Id, Samples.Now.AddDays(1))));
        await CheckAsync(Person, [first, second, Retraction.Of(first.Id, Samples.Now)]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(12)]
    public async Task The_id_of_a_scrubbed_observation_stays_reserved(int later)
    {
        var retracted = Said.By("a");
        await AppendAsync(retracted, Said.By("b"));
        await FoldAsync();
        await AppendAsync([.. Enumerable.Range(0, later).Select(i => Said.By($"later-{i}"))]);
        await FoldAsync();
        await AppendAsync(Retraction.Of(retracted.Id, Samples.Now));
        await FoldAsync();

        Assert.Equal([new AppendedItem.Retracted(1)], await AppendAsync(retracted));
        Assert.Equal([new AppendedItem.Retracted(1), new AppendedItem.Duplicate(2)], await AppendAsync(Samples.Observation("a", 5), Said.By("b")));
        Assert.Empty((await ReadAsync()).Inbox);
        Assert.DoesNotContain(Said.Words(retracted), await DumpAsync(Person), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_is_stored_and_scrubs_in_one_write()
    {
        var wrong = Said.By("wrong");
        await AppendAsync(wrong, Said.By("b"));
        await FoldAsync();
        var right = Said.By("right", wrong.Id);
        Assert.Equal([new AppendedItem.Accepted(3)], await AppendAsync(right));
        await FoldAsync();
        Assert.Equal([new AppendedItem.Duplicate(3)], await AppendAsync(right));
        Assert.Equal(wrong.Id, (await Store.FindAsync(Person, [right.Id], None))[0].Observation.Corrects);
        await CheckAsync(Person, [wrong, Said.By("b"), right]);
    }

    [Fact]
    public async Task An_accepted_observation_is_listed_from_inbox_recent_and_journal()
    {
        var (forgotten, waiting) = (Said.By("forgotten"), Said.By("waiting"));
        await AppendAsync(forgotten);
        await AppendAsync([.. Enumerable.Range(0, 20).Select(i => Said.By($"o-{i}"))]);
        await FoldAsync();
        await AppendAsync(Retraction.Of(forgotten.Id, Samples.Now));
        await FoldAsync();
        await AppendAsync(waiting);

        var found = await Store.FindAsync(Person, [waiting.Id, forgotten.Id, ObservationId.Parse("o-0"), ObservationId.Parse("o-19"), ObservationId.Parse("no")], None);
        Assert.Equal(
            [(1, "forgotten", true), (2, "o-0", false), (21, "o-19", false), (23, "waiting", false)],
            found.OrderBy(accepted => accepted.Number).Select(accepted => (accepted.Number, accepted.Observation.Id.Value, accepted.Observation.IsForgotten)));
        Assert.Empty(await Store.FindAsync(Samples.NewPerson(), [waiting.Id], None));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 2)]
    [InlineData(3, 0)]
    [InlineData(4, 7)]
    [InlineData(11, 1)]
    public async Task A_losing_fold_never_restores_a_retracted_observation(int before, int beside)
    {
        var retracted = Said.By("x");
        var others = Enumerable.Range(0, before).Select(i => Said.By($"before-{i}")).ToList();
        await AppendAsync([.. others, Said.By("first")]);
        var early = await ReadAsync();
        Observation[] late = [retracted, .. Enumerable.Range(0, beside).Select(i => Said.By($"beside-{i}"))];
        await AppendAsync(late);

        // This fold holds the observation, and a fold with fewer observations wins.
        var slow = await ReadAsync();
        Assert.Equal(ReplaceOutcome.Saved, await ReplaceAsync(early));
        Assert.Equal(ReplaceOutcome.Conflict, await ReplaceAsync(slow));
        var folded = await ReadAsync();
        await AppendAsync(Retraction.Of(retracted.Id, Samples.Now));

        // Two more folds that hold it: one that loses to a fold with the retraction, and the first one again at the end.
        Assert.Equal(ReplaceOutcome.Saved, await ReplaceAsync(await ReadAsync()));
        Assert.Equal(ReplaceOutcome.Conflict, await ReplaceAsync(folded));
        Assert.Equal(ReplaceOutcome.Conflict, await ReplaceAsync(slow));
        await CheckAsync(Person, [.. others, Said.By("first"), .. late, Retraction.Of(retracted.Id, Samples.Now)]);

        await AppendAsync([.. Enumerable.Range(0, 9).Select(i => Said.By($"after-{i}"))]);
        await FoldAsync();
        Assert.Equal(ReplaceOutcome.Conflict, await ReplaceAsync(slow));
        Assert.DoesNotContain(Said.Words(retracted), await DumpAsync(Person), StringComparison.Ordinal);
    }

    /// <summary>
    /// Histories of many lengths, because a store moves observations to pages at its own limits, which differ for the winning and the late
    /// fold.
    /// </summary>
    [Fact]
    public async Task A_losing_fold_writes_a_retracted_observation_to_no_other_page_than_the_winner()
    {
        for (var (won, more) = (3, 1); won < 7; (won, more) = more < 3 ? (won, more + 1) : (won + 1, 1))
        {
            for (var place = 0; place < won; place++)
            {
                var person = Samples.NewPerson();
                Observation[] sent = [.. Enumerable.Range(0, won + more).Select(i => Said.By($"o-{i}"))];
                await Store.AppendAsync(person, [.. sent[..won]], 100, None);
                var winner = (await Store.ReadAsync(person, None))!;
                await Store.AppendAsync(person, [.. sent[won..]], 100, None);
                var loser = (await Store.ReadAsync(person, None))!;
                Assert.Equal(ReplaceOutcome.Saved, await ReplaceAsync(winner));
                await Store.AppendAsync(person, [Retraction.Of(sent[place].Id, Samples.Now)], 100, None);
                Assert.Equal(ReplaceOutcome.Saved, await ReplaceAsync((await Store.ReadAsync(person, None))!));
                Assert.Equal(ReplaceOutcome.Conflict, await ReplaceAsync(loser));
                Assert.DoesNotContain(Said.Words(sent[place]), await DumpAsync(person), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Concurrent_posts_retractions_and_folds_keep_all_other_observations()
    {
        await AppendAsync(Said.By("first"));
        using var done = new CancellationTokenSource();
        var folding = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await ReplaceAsync(await ReadAsync());
            }
        })).ToArray();
        var sent = await Task.WhenAll(Enumerable.Range(0, 3).Select(writer => Task.Run(async () =>
        {
            var mine = new List<Observation>();
            for (var i = 0; i < 12; i++)
            {
                Observation[] batch = [Said.By($"{writer}-{i}-kept"), Said.By($"{writer}-{i}-taken")];
                mine.AddRange(batch);
                await AppendAsync(batch);
                if (i % 2 == writer % 2)
                {
                    mine.Add(Retraction.Of(batch[1].Id, Samples.Now));
                    await AppendAsync(mine[^1]);
                }
            }

            return mine;
        })));
        await done.CancelAsync();
        await Task.WhenAll(folding);
        await FoldAsync();
        await CheckAsync(Person, [Said.By("first"), .. sent.SelectMany(mine => mine)]);
    }
}
