using System.Text;
using CsCheck;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>
/// Checkpoints of a history: what folds from them is what folds from every observation, and nothing that was forgotten is in them.
/// </summary>
public abstract class CheckpointContract : StoreContract<IMindscapeStore>
{
    private const int Interval = 16;

    private readonly PersonId _person = Samples.NewPerson();
    private CountingCheckpoints? _counting;

    /// <summary>The checkpoints of <see cref="StoreContract{TStore}.Store"/>.</summary>
    protected abstract ICheckpointStore Checkpoints { get; }

    /// <summary>How many random histories are tried.</summary>
    protected virtual int Histories => 40;

    /// <summary>Everything that is stored of the person, as text.</summary>
    protected abstract Task<string> DumpAsync(PersonId personId);

    private CountingCheckpoints Counting => _counting ??= new CountingCheckpoints(Checkpoints);

    private static EngineOptions Options => new() { CheckpointInterval = Interval, LongFolds = 1 };

    [Fact]
    public async Task A_retraction_reads_the_block_it_hits_and_what_is_behind_the_last_one()
    {
        await GrowAsync(100);
        await WarmAsync();
        await Store.AppendAsync(_person, [Retraction.Of(ObservationId.Parse("o20"), Samples.Now)], 1000, None);
        var folded = await FoldAsync();
        await AssertAsUnaidedAsync(folded);
        Assert.Equal(Interval + (100 % Interval) + 1, Counting.Read);
        await SaveAsync(folded);
        Assert.Equal(5, (await Checkpoints.ReadCheckpointsAsync(await ReadAsync(), None)).Length);
        await Folder().KeepCheckpointsAsync(await BeforeAsync(100, 101), (await ReadAsync()).Mindscape, None);
        Assert.Equal(6, (await Checkpoints.ReadCheckpointsAsync(await ReadAsync(), None)).Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(58)]
    [InlineData(100)]
    public async Task A_cut_reads_the_block_it_divides_and_what_is_behind_the_last_one(int minute)
    {
        await GrowAsync(100);
        await WarmAsync();
        var stored = await ReadAsync();
        var cut = new HistoryCut(Samples.Now.AddMinutes(minute - 100), null);
        var past = await Folder().FoldAsync(stored, cut, None);
        Assert.Equal(Text((await Unaided.FoldAsync(stored, cut, None))!), Text(past!));

        // Twice the last one, which tells whether the history is still there.
        Assert.True(Counting.Read <= Interval + (100 % Interval) + 2, $"{Counting.Read} observations were read");
    }

    [Fact]
    public async Task A_zone_that_changes_the_past_folds_it_again()
    {
        await GrowAsync(50);
        await WarmAsync();
        await AppendAsync(Assertion("zone", "profile.time_zone", "\"Asia/Kolkata\"", Samples.Now.AddYears(-1)));
        var folded = await FoldAsync();
        await AssertAsUnaidedAsync(folded);
        await SaveAsync(folded);
        await AppendAsync(Retraction.Of(ObservationId.Parse("o3"), Samples.Now));
        await AssertAsUnaidedAsync(await FoldAsync());
    }

    [Fact]
    public async Task A_retracted_fact_is_in_no_checkpoint()
    {
        await AppendAsync(Assertion("secret", "therapy.progress", "{\"said\":\"quince marmalade\"}", Samples.Now));
        await GrowAsync(40);
        await WarmAsync();
        Assert.Contains("quince marmalade", await DumpAsync(_person), StringComparison.Ordinal);
        await AppendAsync(Retraction.Of(ObservationId.Parse("secret"), Samples.Now));
        await SaveAsync(await FoldAsync());
        Assert.DoesNotContain("quince marmalade", await DumpAsync(_person), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_erase_deletes_the_checkpoints_and_a_new_history_starts_without_any()
    {
        await GrowAsync(40);
        await WarmAsync();
        Assert.NotEmpty(await Checkpoints.ReadCheckpointsAsync(await ReadAsync(), None));
        await Store.EraseAsync(_person, Samples.Now, None);
        Assert.Empty(await Checkpoints.ReadCheckpointsAsync(await ReadAsync(), None));
        await GrowAsync(40, "again");
        await WarmAsync();
        await AppendAsync(Retraction.Of(ObservationId.Parse("again3"), Samples.Now));
        await AssertAsUnaidedAsync(await FoldAsync());
    }

    [Fact]
    public async Task Checkpoints_of_a_history_that_was_folded_again_since_are_not_saved()
    {
        await GrowAsync(40);
        var stale = await ReadAsync();
        await AppendAsync(Retraction.Of(ObservationId.Parse("o3"), Samples.Now));
        await SaveAsync(await FoldAsync());
        var before = await Checkpoints.ReadCheckpointsAsync(await ReadAsync(), None);
        Assert.False(await Checkpoints.SaveCheckpointsAsync(stale, [new StoredCheckpoint(1, Interval, stale.Mindscape.Version, "{}"u8.ToArray())], None));
        Assert.Equal(before.Length, (await Checkpoints.ReadCheckpointsAsync(await ReadAsync(), None)).Length);
        var nobody = new StoredMindscape(Mindscape.Empty(Samples.NewPerson(), Samples.Catalog) with { LastSequence = Interval }, [], Interval, "");
        Assert.False(await Checkpoints.SaveCheckpointsAsync(nobody, [new StoredCheckpoint(1, Interval, MindscapeVersion.None, "{}"u8.ToArray())], None));
    }

    [Fact]
    public async Task A_rebuild_trusts_no_checkpoint()
    {
        await GrowAsync(40);
        await WarmAsync();
        var version = (await ReadAsync()).Mindscape.Version;
        var kept = await Checkpoints.ReadCheckpointsAsync(await ReadAsync(), None);
        Assert.True(await Checkpoints.SaveCheckpointsAsync(
            await ReadAsync(), [kept[0] with { Version = version, First = kept[1].First, Last = kept[1].Last }], None));
        var (rebuilt, count) = await Folder().RebuildAsync(await ReadAsync(), None);
        Assert.Equal(40, count);
        await AssertAsUnaidedAsync(rebuilt);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not even JSON")]
    public async Task An_unreadable_checkpoint_is_folded_again(string body)
    {
        await GrowAsync(40);
        await WarmAsync();
        var version = (await ReadAsync()).Mindscape.Version;
        Assert.True(await Checkpoints.SaveCheckpointsAsync(await ReadAsync(), [new(1, Interval, version, Encoding.UTF8.GetBytes(body))], None));
        await AppendAsync(Retraction.Of(ObservationId.Parse("o20"), Samples.Now));
        await AssertAsUnaidedAsync(await FoldAsync());
        Assert.NotEqual(body, Encoding.UTF8.GetString((await Checkpoints.ReadCheckpointsAsync(await ReadAsync(), None))[0].Body.Span));
    }

    [Fact]
    [Trait(Thoroughness.Trait, Thoroughness.Long)]
    public async Task Any_steps_fold_to_what_every_observation_folds_to() => await Gen.Int.SampleAsync(
        async seed =>
        {
            var random = new Random(seed);
            var person = Samples.NewPerson();
            var ids = new List<string>();
            for (var step = 0; step < 60; step++)
            {
                var stored = await Store.ReadAsync(person, None);
                switch (random.Next(8))
                {
                    case 0 when ids.Count > 0:
                        await Store.AppendAsync(person, [Retraction.Of(ObservationId.Parse(ids[random.Next(ids.Count)]), Samples.Now)], 1000, None);
                        break;
                    case 1 when random.Next(6) == 0 && stored is not null:
                        await Store.EraseAsync(person, Samples.Now, None);
                        ids.Clear();
                        break;
                    case 2:
                        var zone = new[] { "Asia/Kolkata", "Europe/Berlin", "UTC" }[random.Next(3)];
                        await Store.AppendAsync(person, [Assertion($"z{step}", "profile.time_zone", $"\"{zone}\"", Samples.Now.AddDays(-random.Next(40)))], 1000, None);
                        break;
                    case 3 or 4 when stored is { IsErased: false }:
                        var folded = await Folder().FoldAsync(stored, None);
                        Assert.Equal(Text((await Unaided.RebuildAsync(stored, None)).Mindscape), Text(folded));
                        var next = Samples.Next(folded);
                        Assert.Equal(ReplaceOutcome.Saved, await Store.ReplaceAsync(stored, next, None));
                        await Folder().KeepCheckpointsAsync(stored, next, None);
                        break;
                    case 5 when stored is { IsErased: false }:
                        var cut = new HistoryCut(Samples.Now.AddDays(-random.Next(40)), random.Next(2) == 0 ? Samples.Now : null);
                        var (aided, whole) = (await Folder().FoldAsync(stored, cut, None), await Unaided.FoldAsync(stored, cut, None));
                        Assert.Equal(whole is null ? "" : Text(whole), aided is null ? "" : Text(aided));
                        break;
                    default:
                        var fresh = Enumerable.Range(0, random.Next(1, 12)).Select(i => $"s{step}-{i}").ToList();
                        await Store.AppendAsync(
                            person, [.. fresh.Select(id => Samples.Observation(id, random.Next(1, 40 * 1440)))], 1000, None);
                        ids.AddRange(fresh);
                        break;
                }
            }
        },
        iter: Histories,
        threads: 1);

    [Fact]
    public async Task Another_interval_folds_again()
    {
        await GrowAsync(100);
        await WarmAsync();
        await AppendAsync(Retraction.Of(ObservationId.Parse("o20"), Samples.Now));
        var other = new EngineOptions { CheckpointInterval = 25, LongFolds = 1 };
        var folder = new MindscapeFolder(Store, Samples.Catalog, new CheckpointedHistory(Store, Checkpoints, Samples.Catalog, other), new LongFolds(other));
        await AssertAsUnaidedAsync(await folder.FoldAsync(await ReadAsync(), None));
    }

    [Fact]
    public async Task Twelve_readers_after_a_retraction_share_one_fold()
    {
        await GrowAsync(100);
        await WarmAsync();
        await AppendAsync(Retraction.Of(ObservationId.Parse("o20"), Samples.Now));
        using var folds = new LongFolds(Options);
        var stored = await ReadAsync();
        var held = new TaskCompletionSource();
        Counting.Hold = held.Task;
        var folder = Folder(folds);
        var readers = Enumerable.Range(0, 12).Select(_ => folder.FoldAsync(stored, None).AsTask()).ToList();
        held.SetResult();
        await Task.WhenAll(readers);
        Assert.Equal(1, folds.Run);
        Assert.Single(readers.Select(reader => Text(reader.Result)).Distinct());
    }

    private static Observation Assertion(string id, string trait, string value, DateTimeOffset at) => Samples.Observation(id) with
    {
        Type = "assertion",
        Content = (Core.Values.DataValue.Map)Core.Values.DataValueJson.Parse($$"""{"trait":"{{trait}}","value":{{value}}}"""),
        Meta = null,
        ObservedAt = at,
    };

    private MindscapeFolder Unaided => new(Store, Samples.Catalog);

    private MindscapeFolder Folder(LongFolds? folds = null) =>
        new(Store, Samples.Catalog, new CheckpointedHistory(Store, Counting, Samples.Catalog, Options), folds ?? new LongFolds(Options));

    private async Task<StoredMindscape> ReadAsync() => (await Store.ReadAsync(_person, None))!;

    /// <summary>The person as before the fold that took the newest observations.</summary>
    private async Task<StoredMindscape> BeforeAsync(long folded, long accepted)
    {
        var now = await ReadAsync();
        var newest = await Store.ReadNewestAsync(_person, null, (int)(accepted - folded), None);
        return now with { Mindscape = now.Mindscape with { LastSequence = folded }, Inbox = [.. newest.Reverse()] };
    }

    /// <summary>Appends and folds, a minute apart, the newest at <see cref="Samples.Now"/>.</summary>
    private async Task GrowAsync(int count, string prefix = "o")
    {
        for (var i = 1; i <= count; i++)
        {
            await AppendAsync(Samples.Observation($"{prefix}{i}", i) with { ObservedAt = Samples.Now.AddMinutes(i - count) });
            if (i % 10 == 0)
            {
                await SaveAsync(await FoldAsync());
            }
        }
    }

    private async Task AppendAsync(Observation observation) => await Store.AppendAsync(_person, [observation], 1000, None);

    private async Task<Mindscape> FoldAsync() => await Folder().FoldAsync(await ReadAsync(), None);

    private async Task SaveAsync(Mindscape folded) =>
        Assert.Equal(ReplaceOutcome.Saved, await Store.ReplaceAsync(await ReadAsync(), Samples.Next(folded), None));

    /// <summary>Every block has a checkpoint, and nothing was counted yet.</summary>
    private async Task WarmAsync()
    {
        var stored = await ReadAsync();
        await Folder().FoldAsync(stored, new HistoryCut(null, Samples.Now.AddYears(1)), None);
        Counting.Read = 0;
    }

    private async Task AssertAsUnaidedAsync(Mindscape folded) =>
        Assert.Equal(Text((await Unaided.RebuildAsync(await ReadAsync(), None)).Mindscape), Text(folded));

    private static string Text(Mindscape mindscape) => Encoding.UTF8.GetString(MindscapeDocument.Write(mindscape));
}
