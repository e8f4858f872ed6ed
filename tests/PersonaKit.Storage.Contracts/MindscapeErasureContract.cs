using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>Erasing leaves only a tombstone, which every late writer finds.</summary>
public abstract class MindscapeErasureContract : StoreContract<IMindscapeStore>
{
    private readonly PersonId _person = Samples.NewPerson();

    [Fact]
    public async Task An_erase_leaves_only_a_tombstone()
    {
        await AppendAsync("a", "b", "c");
        await FoldAsync();
        await AppendAsync("d", "e");

        // One for each of the two that a reader may have folded ahead, and one for the erase.
        Assert.Equal(new MindscapeVersion(4), await EraseAsync());
        var tombstone = await ReadAsync();
        Assert.Equal((Samples.Now, 4, 5), (tombstone.ErasedAt, tombstone.Mindscape.Version.Value, tombstone.LastSequence));
        Assert.Empty(tombstone.Inbox);
        Assert.Empty(tombstone.Mindscape.Traits.All);
        Assert.Empty(await HistoryAsync());
        Assert.Empty(await Store.ReadNewestAsync(_person, null, 100, None));
    }

    [Fact]
    public async Task An_unknown_or_erased_person_cannot_be_erased()
    {
        Assert.Null(await EraseAsync());
        Assert.Null(await Store.ReadAsync(_person, None));
        await AppendAsync("a");
        Assert.NotNull(await EraseAsync());

        Assert.Null(await EraseAsync());
        Assert.Equal(new MindscapeVersion(2), (await ReadAsync()).Mindscape.Version);
    }

    [Fact]
    public async Task A_tombstone_is_newer_than_whatever_a_reader_folded_ahead()
    {
        var folder = new MindscapeFolder(Store, Samples.Catalog);
        for (var life = 1; life <= 3; life++)
        {
            await AppendAsync("a", "b");
            await FoldAsync();
            await AppendAsync("c", "d", "e");
            var ahead = await folder.FoldAsync(await ReadAsync(), None);
            Assert.True(ahead.Version > (await ReadAsync()).Mindscape.Version);
            Assert.True(await EraseAsync() > ahead.Version);
        }
    }

    [Fact]
    public async Task After_an_erase_a_new_history_starts_empty_and_the_numbers_continue()
    {
        await AppendAsync("a", "b");
        await FoldAsync();
        await EraseAsync();

        // An id from before the erase is free again.
        Assert.Equal([new AppendedItem.Accepted(3), new AppendedItem.Accepted(4)], await AppendAsync("b", "c"));
        var stored = await ReadAsync();
        Assert.Null(stored.ErasedAt);
        Assert.Equal((2, 2, 4), (stored.Mindscape.Version.Value, stored.Mindscape.LastSequence, stored.LastSequence));
        Assert.Equal(["b", "c"], stored.Inbox.Select(accepted => accepted.Observation.Id.Value));
        Assert.Empty(stored.Mindscape.Traits.All);

        await FoldAsync();
        Assert.Equal([new AppendedItem.Duplicate(3)], await AppendAsync("b"));
        stored = await ReadAsync();
        Assert.Equal((3, 4, 4), (stored.Mindscape.Version.Value, stored.Mindscape.LastSequence, stored.LastSequence));
        Assert.Equal(["b", "c"], await HistoryAsync());
        Assert.Equal([4, 3], (await Store.ReadNewestAsync(_person, null, 100, None)).Select(accepted => accepted.Number));
    }

    [Fact]
    public async Task A_fold_that_read_the_person_before_the_erase_loses()
    {
        await AppendAsync("a");
        var basis = await ReadAsync();
        await EraseAsync();

        Assert.Equal(ReplaceOutcome.Conflict, await Store.ReplaceAsync(basis, Samples.Fold(basis), None));
        Assert.True((await ReadAsync()).IsErased);
        await AppendAsync("b");
        Assert.Equal(ReplaceOutcome.Conflict, await Store.ReplaceAsync(basis, Samples.Fold(basis), None));
        await FoldAsync();
        Assert.Equal(ReplaceOutcome.Conflict, await Store.ReplaceAsync(basis, Samples.Fold(basis), None));
        Assert.Equal(["b"], await HistoryAsync());
    }

    [Fact]
    public async Task A_fold_on_a_tombstone_conflicts()
    {
        await AppendAsync("a");
        await EraseAsync();
        var tombstone = await ReadAsync();
        Assert.Equal(ReplaceOutcome.Conflict, await Store.ReplaceAsync(tombstone, Samples.Fold(tombstone), None));

        await AppendAsync("b");
        Assert.Equal(ReplaceOutcome.Conflict, await Store.ReplaceAsync(tombstone, Samples.Fold(tombstone), None));
        Assert.Equal(2, (await ReadAsync()).Mindscape.Version.Value);
    }

    [Fact]
    public async Task A_long_history_is_erased_completely_and_a_new_one_starts_empty()
    {
        for (var life = 1; life <= 3; life++)
        {
            var ids = Enumerable.Range(0, 300).Select(i => $"{life}-{i:d3}").ToArray();
            foreach (var batch in ids.Chunk(100))
            {
                await AppendAsync(batch);
                await FoldAsync();
            }

            Assert.Equal(ids, await HistoryAsync());
            Assert.IsType<AppendedItem.Duplicate>(Assert.Single(await AppendAsync(ids[0])));
            Assert.NotNull(await EraseAsync());
            await Store.EraseLeftoversAsync(await ReadAsync(), None);
            Assert.Empty(await HistoryAsync());
        }
    }

    [Fact]
    public async Task Leftovers_of_an_erase_can_be_deleted_after_a_new_start()
    {
        await AppendAsync([.. Enumerable.Range(0, 200).Select(i => $"old-{i}")]);
        await FoldAsync();
        await EraseAsync();
        var tombstone = await ReadAsync();
        var ids = Enumerable.Range(0, 200).Select(i => $"new-{i:d3}").ToArray();
        await AppendAsync(ids);
        await FoldAsync();

        await Store.EraseLeftoversAsync(tombstone, None);
        Assert.Equal(ids, await HistoryAsync());
        Assert.False((await ReadAsync()).IsErased);
    }

    [Fact]
    public async Task An_erase_keeps_other_people()
    {
        var other = Samples.NewPerson();
        await Store.AppendAsync(other, [Samples.Observation("a")], 10, None);
        await AppendAsync("a");
        await EraseAsync();

        Assert.Equal("a", (await Store.ReadAsync(other, None))!.Inbox.Single().Observation.Id.Value);
    }

    [Fact]
    public async Task Appends_folds_and_erases_that_race_go_forward_only()
    {
        await AppendAsync("first");
        using var done = new CancellationTokenSource();
        var folding = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                var stored = await ReadAsync();
                await Store.ReplaceAsync(stored, Samples.Fold(stored), None);
            }
        });
        var erasing = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await EraseAsync();
                await Task.Delay(3);
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 3).Select(writer => Task.Run(async () =>
        {
            var (version, received) = (0L, 0L);
            for (var i = 0; i < 25; i++)
            {
                var number = Assert.IsType<AppendedItem.Accepted>(Assert.Single(await AppendAsync($"{writer}-{i}"))).Number;
                var seen = await ReadAsync();
                Assert.True(seen.Mindscape.Version.Value >= version, $"version {seen.Mindscape.Version} after {version}");
                Assert.True(number > received && seen.LastSequence >= number, $"observation {number} of {seen.LastSequence} after {received}");
                Assert.Equal(seen.LastSequence - seen.Mindscape.LastSequence, seen.Inbox.Length);
                (version, received) = (seen.Mindscape.Version.Value, number);
            }
        })));
        await done.CancelAsync();
        await Task.WhenAll(folding, erasing);
        Assert.Equal(76, (await ReadAsync()).LastSequence);
        await EraseAsync();
        Assert.Empty(await HistoryAsync());
    }

    private async Task<IEnumerable<AppendedItem>> AppendAsync(params string[] ids) => Assert.IsType<AppendOutcome.Appended>(
        await Store.AppendAsync(_person, [.. ids.Select((id, i) => Samples.Observation(id, 30 + (i % 60)))], 1000, None)).Items;

    private Task<MindscapeVersion?> EraseAsync() => Store.EraseAsync(_person, Samples.Now, None);

    private async Task<StoredMindscape> ReadAsync()
    {
        var stored = await Store.ReadAsync(_person, None);
        Assert.NotNull(stored);
        return stored;
    }

    private async Task FoldAsync()
    {
        var stored = await ReadAsync();
        Assert.Equal(ReplaceOutcome.Saved, await Store.ReplaceAsync(stored, Samples.Fold(stored), None));
    }

    private async Task<List<string>> HistoryAsync()
    {
        var history = new List<string>();
        await foreach (var accepted in Store.ReadFoldedAsync(_person, None))
        {
            history.Add(accepted.Observation.Id.Value);
        }

        return history;
    }
}
