using PersonaKit.Core.Observations;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>The generated history of one person, applied to a store.</summary>
internal sealed class RetractionHistory(IMindscapeStore store, int seed)
{
    private readonly Random _random = new(seed);
    private readonly MindscapeFolder _folder = new(store, Samples.Catalog);
    private readonly List<Observation> _sent = [];
    private readonly List<StoredMindscape> _readings = [];

    public PersonId Person { get; } = Samples.NewPerson();

    /// <summary>All accepted observations and retractions, each once.</summary>
    public IReadOnlyCollection<Observation> Sent => _sent;

    public async Task BeginAsync(int observations)
    {
        for (var left = observations; left > 0; left -= 100)
        {
            await PostAsync(Math.Min(left, 100));
            await FoldAsync();
        }
    }

    public async Task EndAsync()
    {
        await FoldAsync();
        foreach (var late in _readings)
        {
            await FoldLateAsync(late);
        }
    }

    public Task TakeAsync(RetractionStep step) => step switch
    {
        RetractionStep.Post => PostAsync(_random.Next(1, 12)),
        RetractionStep.Retract => SendAsync(Retraction.Of(AnySent().Id, Samples.Now)),
        RetractionStep.Correct => SendAsync(Said.By($"o-{_sent.Count}", AnySent().Id)),
        RetractionStep.Repeat => SendAsync(AnySent()),
        RetractionStep.Fold => FoldAsync(),
        _ => FoldLateAsync(_readings[_random.Next(_readings.Count)]),
    };

    private Observation AnySent()
    {
        while (true)
        {
            if (_sent[_random.Next(_sent.Count)] is { Type: not Retraction.Type } observation)
            {
                return observation;
            }
        }
    }

    private Task PostAsync(int count) => SendAsync([.. Enumerable.Range(_sent.Count, count).Select(i => Said.By($"o-{i}"))]);

    private async Task SendAsync(params Observation[] observations)
    {
        var known = _sent.Select(observation => observation.Id).ToHashSet();
        var appended = Assert.IsType<AppendOutcome.Appended>(await store.AppendAsync(Person, [.. observations], 10_000, CancellationToken.None));
        Assert.Equal(observations.Select(observation => !known.Contains(observation.Id)), appended.Items.Select(item => item is AppendedItem.Accepted));
        Assert.DoesNotContain(new AppendedItem.Conflict(), appended.Items);
        _sent.AddRange(observations.Where(observation => !known.Contains(observation.Id)));
        _readings.Add((await store.ReadAsync(Person, CancellationToken.None))!);
    }

    private async Task FoldAsync() => Assert.Equal(ReplaceOutcome.Saved, await ReplaceAsync((await store.ReadAsync(Person, CancellationToken.None))!));

    private async Task FoldLateAsync(StoredMindscape late)
    {
        try
        {
            await ReplaceAsync(late);
        }
        catch (StoreUnavailableException)
        {
            // A part of its history was retracted since it was read: such a fold is broken off before it writes.
        }
    }

    private async Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis) =>
        await store.ReplaceAsync(basis, Samples.Next(await _folder.FoldAsync(basis, CancellationToken.None)), CancellationToken.None);
}
