using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>Saving a fold is conditional, complete, and keeps observations accepted since the read.</summary>
public abstract class MindscapeFoldContract : StoreContract<IMindscapeStore>
{
    private readonly PersonId _person = Samples.NewPerson();

    [Fact]
    public async Task A_saved_mindscape_is_read_back_as_it_was_saved()
    {
        await AppendAsync("a", "b", "c");
        var folded = Samples.Fold(await ReadAsync());
        var saved = await Store.ReplaceAsync(await ReadAsync(), folded, None);

        var stored = await ReadAsync();
        Assert.Equal(ReplaceOutcome.Saved, saved);
        Assert.Equal(MindscapeDocument.Write(folded), MindscapeDocument.Write(stored.Mindscape));
        Assert.NotEmpty(stored.Mindscape.Traits.All);
        Assert.Equal(new MindscapeVersion(1), stored.Mindscape.Version);
        Assert.Equal(3, stored.Mindscape.LastSequence);
        Assert.Empty(stored.Inbox);
        Assert.Equal(3, stored.LastSequence);
    }

    [Fact]
    public async Task The_traces_of_an_observation_and_of_a_fold_come_back_and_are_gone_with_the_person()
    {
        const string Post = "00-5bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        const string Fold = "00-6bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        await Store.AppendAsync(_person, [Samples.Observation("a") with { TraceParent = Post }, Samples.Observation("b")], 100, None);
        Assert.Equal([Post, null], (await ReadAsync()).Inbox.Select(accepted => accepted.Observation.TraceParent));

        // A retry is one, whoever traces it.
        var again = Assert.IsType<AppendOutcome.Appended>(await Store.AppendAsync(_person, [Samples.Observation("a") with { TraceParent = Fold }], 100, None));
        Assert.IsType<AppendedItem.Duplicate>(Assert.Single(again.Items));

        Assert.Equal(ReplaceOutcome.Saved, await Store.ReplaceAsync(await ReadAsync(), Samples.Fold(await ReadAsync()) with { FoldTrace = Fold }, None));
        Assert.Equal(Fold, (await ReadAsync()).Mindscape.FoldTrace);
        Assert.Equal([Post, null], (await Store.ReadNewestAsync(_person, null, 10, None)).OrderBy(accepted => accepted.Number).Select(accepted => accepted.Observation.TraceParent));

        await Store.EraseAsync(_person, Samples.Now, None);
        Assert.Null((await Store.ReadAsync(_person, None))?.Mindscape.FoldTrace);
        Assert.Empty(await Store.ReadNewestAsync(_person, null, 10, None));
    }

    [Fact]
    public async Task A_fold_over_another_fold_conflicts_and_changes_nothing()
    {
        await AppendAsync("a");
        var basis = await ReadAsync();
        var winner = Samples.Fold(basis);
        await AppendAsync("b");
        Assert.Equal(ReplaceOutcome.Saved, await Store.ReplaceAsync(basis, winner, None));

        Assert.Equal(ReplaceOutcome.Conflict, await Store.ReplaceAsync(basis, winner with { UpdatedAt = Samples.Now.AddDays(1) }, None));
        var stored = await ReadAsync();
        Assert.Equal(winner.UpdatedAt, stored.Mindscape.UpdatedAt);
        Assert.Equal(new MindscapeVersion(1), stored.Mindscape.Version);
        Assert.Equal([2L], stored.Inbox.Select(accepted => accepted.Number));
    }

    [Fact]
    public async Task One_of_several_concurrent_folds_wins()
    {
        await AppendAsync("a");
        var basis = await ReadAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Store.ReplaceAsync(basis, Samples.Fold(basis), None))));

        Assert.Single(outcomes, ReplaceOutcome.Saved);
        Assert.Equal(new MindscapeVersion(1), (await ReadAsync()).Mindscape.Version);
    }

    [Fact]
    public async Task Observations_accepted_after_the_basis_stay_in_the_inbox()
    {
        await AppendAsync("a", "b");
        var basis = await ReadAsync();
        await AppendAsync("c");
        Assert.Equal(ReplaceOutcome.Saved, await Store.ReplaceAsync(basis, Samples.Fold(basis), None));

        var stored = await ReadAsync();
        Assert.Equal(["c"], stored.Inbox.Select(accepted => accepted.Observation.Id.Value));
        Assert.Equal(3, stored.Inbox[0].Number);
        Assert.Equal(3, stored.LastSequence);
        Assert.Equal(2, stored.Mindscape.LastSequence);
        Assert.Equal(["a", "b"], (await HistoryAsync()).Order());
    }

    [Fact]
    public async Task A_mindscape_can_be_folded_again_with_an_empty_inbox()
    {
        await AppendAsync("a");
        await FoldAsync();
        await FoldAsync();

        var stored = await ReadAsync();
        Assert.Equal(new MindscapeVersion(2), stored.Mindscape.Version);
        Assert.Equal(["a"], await HistoryAsync());
    }

    [Fact]
    public async Task The_history_is_every_folded_observation_once_and_oldest_first()
    {
        var ids = Enumerable.Range(0, 700).Select(i => $"o-{i:d4}").ToArray();
        foreach (var batch in ids.Chunk(100))
        {
            await AppendAsync(batch);
            await FoldAsync();
        }

        await AppendAsync("waiting");
        Assert.Equal(ids, await HistoryAsync());
    }

    [Fact]
    public async Task Newest_observations_are_read_in_pages_folded_or_not()
    {
        await AppendAsync("a", "b", "c");
        await FoldAsync();
        await AppendAsync("d", "e");

        Assert.Equal(["e", "d", "c"], await NewestAsync(null, 3));
        Assert.Equal(["b", "a"], await NewestAsync(3, 3));
        Assert.Empty(await NewestAsync(1, 3));
        Assert.Empty(await NewestAsync(null, 0));
    }

    [Fact]
    public async Task Appends_and_folds_that_race_lose_nothing()
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
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                await AppendAsync($"{writer}-{i}");
                var seen = await ReadAsync();
                Assert.Equal(seen.LastSequence - seen.Mindscape.LastSequence, seen.Inbox.Length);
            }
        })));
        await done.CancelAsync();
        await folding;
        await FoldAsync();

        Assert.Equal(101, (await HistoryAsync()).Distinct().Count());
        Assert.Equal(101, (await ReadAsync()).Mindscape.LastSequence);
    }

    private Task AppendAsync(params string[] ids) => Store.AppendAsync(_person, [.. ids.Select((id, i) => Samples.Observation(id, 30 + i))], 1000, None);

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

    private async Task<IEnumerable<string>> NewestAsync(long? before, int limit) =>
        (await Store.ReadNewestAsync(_person, before, limit, None)).Select(accepted => accepted.Observation.Id.Value);

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
