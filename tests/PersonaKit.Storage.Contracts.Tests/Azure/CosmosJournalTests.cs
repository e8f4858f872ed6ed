using System.Text;
using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>Moving observations to the journal: none is lost, none counts twice, and the hot document stays small.</summary>
public sealed class CosmosJournalTests : IAsyncLifetime
{
    private readonly PersonId _person = Samples.NewPerson();
    private Container _container = null!;
    private CosmosMindscapeStore _store = null!;

    public async Task InitializeAsync()
    {
        _container = await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id");
        _store = new CosmosMindscapeStore(_container, Samples.Catalog, new JournalLimits { RecentObservations = 4 });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_retry_of_a_journaled_observation_is_a_duplicate_even_without_an_instant_of_its_own()
    {
        for (var i = 1; i <= 9; i++)
        {
            await AppendAsync(Samples.Observation($"o-{i}"));
            await FoldAsync();
        }

        Assert.Equal(new AppendedItem.Duplicate(1), await AppendAsync(Samples.Observation("o-1") with { ObservedAt = Samples.Now.AddYears(1) }));
        Assert.Equal(new AppendedItem.Conflict(), await AppendAsync(Samples.Observation("o-2", 15)));
        Assert.Empty((await _store.ReadAsync(_person, default))!.Inbox);
        Assert.Equal(9, (await HistoryAsync()).Distinct().Count());
        Assert.Equal(["o-9", "o-8", "o-7", "o-6", "o-5", "o-4", "o-3"], (await _store.ReadNewestAsync(_person, null, 7, default)).Select(accepted => accepted.Observation.Id.Value));
        Assert.Equal(["o-3", "o-2"], (await _store.ReadNewestAsync(_person, 4, 2, default)).Select(accepted => accepted.Observation.Id.Value));
    }

    [Fact]
    public async Task Digits_that_a_double_cannot_hold_come_back()
    {
        var sent = Samples.Observation("a") with { Content = (DataValue.Map)DataValueJson.Parse("""{"ticket":12345678901234567890123}""") };
        await AppendAsync(sent);
        Assert.Equal(sent, (await _store.ReadAsync(_person, default))!.Inbox[0].Observation);
    }

    [Fact]
    public async Task Ten_thousand_observations_stay_below_100_kilobytes_hot_and_all_can_be_read()
    {
        _store = new CosmosMindscapeStore(_container, Samples.Catalog);
        for (var i = 0; i < 20; i++)
        {
            await _store.AppendAsync(_person, [.. Enumerable.Range(0, 500).Select(k => Samples.Observation($"o-{i}-{k}"))], 1000, default);
            await FoldAsync();
        }

        using var hot = await _container.ReadItemStreamAsync(_person.Value, new PartitionKey(_person.Value));
        using var reader = new StreamReader(hot.Content);
        var size = Encoding.UTF8.GetByteCount(await reader.ReadToEndAsync());
        Assert.InRange(size, 10_000, 100_000);
        Assert.Equal(10_000, (await HistoryAsync()).Distinct().Count());
    }

    private async Task<AppendedItem> AppendAsync(Observation observation) =>
        Assert.IsType<AppendOutcome.Appended>(await _store.AppendAsync(_person, [observation], 100, default)).Items[0];

    private async Task FoldAsync()
    {
        var stored = (await _store.ReadAsync(_person, default))!;
        Assert.Equal(ReplaceOutcome.Saved, await _store.ReplaceAsync(stored, Samples.Fold(stored), default));
    }

    private async Task<List<string>> HistoryAsync()
    {
        var history = new List<string>();
        await foreach (var accepted in _store.ReadFoldedAsync(_person, default))
        {
            history.Add(accepted.Observation.Id.Value);
        }

        return history;
    }
}
