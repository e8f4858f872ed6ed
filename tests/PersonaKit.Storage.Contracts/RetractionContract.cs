using CsCheck;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>
/// P9 for every store: after any retractions, the stored traits are those of the remaining observations, and retracted content is stored
/// nowhere, not even when a late fold still holds it.
/// </summary>
public abstract class RetractionContract : StoreContract<IMindscapeStore>
{
    private readonly PersonId _person = Samples.NewPerson();

    private MindscapeFolder Folder => new(Store, Samples.Catalog);

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
        var shown = await Store.ReadNewestAsync(_person, null, 10, None);
        Assert.Equal([false, false, true], shown.Select(accepted => accepted.Observation.IsForgotten));
        Assert.Equal([new AppendedItem.Duplicate(3)], await AppendAsync(Retraction.Of(first.Id, Samples.Now.AddDays(1))));

        await FoldAsync();
        Assert.Equal(shown.AsEnumerable(), await Store.ReadNewestAsync(_person, null, 10, None));
        Assert.Equal([new AppendedItem.Duplicate(3)], await AppendAsync(Retraction.Of(first.Id, Samples.Now.AddDays(1))));
        await CheckAsync(_person, [first, second, Retraction.Of(first.Id, Samples.Now)]);
    }

    [Fact]
    public async Task A_retraction_creates_no_person()
    {
        var first = Said.By("a");
        Observation[][] late = [[Retraction.Of(first.Id, Samples.Now)], [Said.By("correction", first.Id)], [Said.By("b"), Said.By("correction", first.Id)]];
        foreach (var batch in late)
        {
            Assert.IsType<AppendOutcome.UnknownPerson>(await Store.AppendAsync(_person, [.. batch], 100, None));
        }

        Assert.Null(await Store.ReadAsync(_person, None));
        await AppendAsync(first);
        await FoldAsync();
        Assert.NotNull(await Store.EraseAsync(_person, Samples.Now, None));
        foreach (var batch in late)
        {
            Assert.IsType<AppendOutcome.UnknownPerson>(await Store.AppendAsync(_person, [.. batch], 100, None));
        }

        Assert.True((await Store.ReadAsync(_person, None))!.IsErased);
        Assert.Equal([new AppendedItem.Accepted(2), new AppendedItem.Accepted(3)], await AppendAsync(first, Said.By("correction", first.Id)));
        await FoldAsync();
        await CheckAsync(_person, [first, Said.By("correction", first.Id)]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(12)]
    [InlineData(60)]
    public async Task What_takes_back_an_id_that_the_batch_is_refused_for_is_refused_and_the_stored_one_stays(int later)
    {
        var (stored, other) = (Said.By("a"), Samples.Observation("a", 5));
        await AppendAsync(stored, Said.By("b"));
        await FoldAsync();
        await AppendAsync([.. Enumerable.Range(0, later).Select(i => Said.By($"later-{i}"))]);
        await FoldAsync();
        Observation[] sent = [other, Said.By("c", stored.Id), Said.By("d", ObservationId.Parse("c")), Said.By("e", ObservationId.Parse("b")), Said.By("f")];
        AppendedItem[] answer =
        [
            new AppendedItem.Conflict(), new AppendedItem.Refused(), new AppendedItem.Refused(),
            new AppendedItem.Accepted(later + 3), new AppendedItem.Accepted(later + 4),
        ];
        Assert.Equal(answer, await AppendAsync(sent));

        // The order in the batch does not matter, and a retry gets the same answer.
        Assert.Equal([new AppendedItem.Refused(), new AppendedItem.Conflict()], await AppendAsync(sent[1], sent[0]));
        await FoldAsync();
        Assert.Equal([new AppendedItem.Conflict(), new AppendedItem.Refused()], await AppendAsync(sent[0], sent[1]));
        Assert.Equal([new AppendedItem.Duplicate(1)], await AppendAsync(stored));
        Assert.Contains(Said.Words(stored), await DumpAsync(_person), StringComparison.Ordinal);
        Assert.DoesNotContain(Said.Words(Said.By("b")), await DumpAsync(_person), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_bodies_in_one_batch_the_first_counts_and_is_not_taken_back_by_what_means_the_second()
    {
        var first = Said.By("a");
        Assert.Equal(
            [new AppendedItem.Accepted(1), new AppendedItem.Conflict(), new AppendedItem.Refused()],
            await AppendAsync(first, Samples.Observation("a", 5), Said.By("c", first.Id)));
        await FoldAsync();
        await CheckAsync(_person, [first]);
    }

    [Fact]
    public async Task What_takes_back_an_observation_that_is_not_stored_is_not_stored_either()
    {
        var old = Said.By("old");
        await AppendAsync(old);
        await FoldAsync();
        Assert.NotNull(await Store.EraseAsync(_person, Samples.Now, None));
        await AppendAsync(Said.By("new"));
        foreach (var late in new[] { Retraction.Of(old.Id, Samples.Now), Said.By("correction", old.Id) })
        {
            var unknown = Assert.IsType<AppendOutcome.UnknownObservations>(await Store.AppendAsync(_person, [late], 100, None));
            Assert.Equal([old.Id], unknown.Ids);
        }

        // Not what comes later in the batch either, and not a retraction.
        Assert.IsType<AppendOutcome.UnknownObservations>(await Store.AppendAsync(_person, [Said.By("correction", old.Id), old], 100, None));
        await AppendAsync(Said.By("x"), Retraction.Of(ObservationId.Parse("x"), Samples.Now));
        Assert.IsType<AppendOutcome.UnknownObservations>(
            await Store.AppendAsync(_person, [Retraction.Of(Retraction.IdOf(ObservationId.Parse("x")), Samples.Now)], 100, None));

        // Posted again, the old id counts, folded in pieces or as a whole.
        await FoldAsync();
        await AppendAsync(old);
        await FoldAsync();
        await CheckAsync(_person, [Said.By("new"), Said.By("x"), Retraction.Of(ObservationId.Parse("x"), Samples.Now), old]);
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
        Assert.DoesNotContain(Said.Words(retracted), await DumpAsync(_person), StringComparison.Ordinal);
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
        Assert.Equal(wrong.Id, (await Store.FindAsync(_person, [right.Id], None))[0].Observation.Corrects);
        await CheckAsync(_person, [wrong, Said.By("b"), right]);
    }

    [Fact]
    public async Task An_accepted_observation_is_found_by_its_id_in_inbox_recent_and_journal()
    {
        var (forgotten, waiting) = (Said.By("forgotten"), Said.By("waiting"));
        await AppendAsync(forgotten);
        await AppendAsync([.. Enumerable.Range(0, 20).Select(i => Said.By($"o-{i}"))]);
        await FoldAsync();
        await AppendAsync(Retraction.Of(forgotten.Id, Samples.Now));
        await FoldAsync();
        await AppendAsync(waiting);

        var found = await Store.FindAsync(_person, [waiting.Id, forgotten.Id, ObservationId.Parse("o-0"), ObservationId.Parse("o-19"), ObservationId.Parse("no")], None);
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
        await CheckAsync(_person, [.. others, Said.By("first"), .. late, Retraction.Of(retracted.Id, Samples.Now)]);

        await AppendAsync([.. Enumerable.Range(0, 9).Select(i => Said.By($"after-{i}"))]);
        await FoldAsync();
        Assert.Equal(ReplaceOutcome.Conflict, await ReplaceAsync(slow));
        Assert.DoesNotContain(Said.Words(retracted), await DumpAsync(_person), StringComparison.Ordinal);
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
        await CheckAsync(_person, [Said.By("first"), .. sent.SelectMany(mine => mine)]);
    }

    /// <summary>All stored data of the person, in the store's own form.</summary>
    protected abstract Task<string> DumpAsync(PersonId personId);

    private async Task CheckAsync(PersonId person, IReadOnlyCollection<Observation> sent)
    {
        var named = Retraction.NamedBy(sent);
        var stored = (await Store.ReadAsync(person, None))!;
        var expected = MindscapeFold.Rebuild(person, [.. sent.Where(observation => !named.Contains(observation.Id))], Samples.Catalog);
        Assert.Equal(
            MindscapeDocument.Write(expected), MindscapeDocument.Write(stored.Mindscape with { Version = default, UpdatedAt = null, LastSequence = 0 }));

        var dump = await DumpAsync(person);
        var found = (await Store.FindAsync(person, [.. sent.Select(observation => observation.Id)], None)).ToDictionary(accepted => accepted.Observation.Id);
        Assert.Equal(sent.Count, found.Count);
        Assert.Equal(sent.Count, (await Store.ReadNewestAsync(person, null, sent.Count + 1, None)).Select(accepted => accepted.Observation.Id).Distinct().Count());
        foreach (var observation in sent)
        {
            var isGone = named.Contains(observation.Id);
            Assert.Equal(isGone ? observation.Forget() : observation, found[observation.Id].Observation);
            Assert.Equal(isGone || observation.Type == Retraction.Type, !dump.Contains(Said.Words(observation), StringComparison.Ordinal));
            Assert.Equal(isGone, !dump.Contains(observation.Fingerprint, StringComparison.Ordinal));
        }
    }

    private async Task<IEnumerable<AppendedItem>> AppendAsync(params Observation[] observations) =>
        Assert.IsType<AppendOutcome.Appended>(await Store.AppendAsync(_person, [.. observations], 1000, None)).Items;

    private async Task<StoredMindscape> ReadAsync() => (await Store.ReadAsync(_person, None))!;

    private async Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis) =>
        await Store.ReplaceAsync(basis, Samples.Next(await Folder.FoldAsync(basis, None)), None);

    private async Task FoldAsync() => Assert.Equal(ReplaceOutcome.Saved, await ReplaceAsync(await ReadAsync()));
}
