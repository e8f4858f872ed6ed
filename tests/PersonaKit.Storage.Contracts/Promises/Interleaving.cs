using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Promises;

/// <summary>Several clients of one person, each with a random script, and the checks of every read.</summary>
internal sealed class Interleaving(PersonId person, WiredEngine engine, AnnouncedHeads heads, FoldedUpTo folds, Stores stores, InterleavingTally tally)
{
    private const int Clients = 3;
    private const int Steps = 4;

    private readonly Acknowledged _acknowledged = new();

    public async Task RunAsync(Random random)
    {
        var scripts = Enumerable.Range(0, Clients).Select(_ => Enumerable.Range(0, Steps).Select(_ => random.Next(100)).ToArray()).ToArray();
        await PostAsync();
        await Task.WhenAll(scripts.Select(script => Task.Run(() => RunAsync(script))));
        await EraseAsync();
        await engine.Handler.HandleAsync(person, CancellationToken.None);
        await GetAsync(null);
        await ReadAsync();
        Assert.Empty(await stores.Mindscapes.ReadNewestAsync(person, null, 100, CancellationToken.None));
        Assert.Empty((await stores.Personas.ListAsync(person, CancellationToken.None)).Rows.Where(row => row.MindscapeVersion >= heads.Of(person)));
        tally.Interleaving();
    }

    private async Task RunAsync(int[] script)
    {
        foreach (var step in script)
        {
            try
            {
                await (step switch
                {
                    < 24 => PostAsync(),
                    < 48 => engine.Handler.HandleAsync(person, CancellationToken.None),
                    < 70 => GetAsync(null),
                    < 78 => PostAndGetAsync(),
                    < 88 => ReadAsync(),
                    < 99 => EraseAsync(),
                    _ => stores.Personas.PurgeExpiredAsync(DateTimeOffset.UtcNow, 50, CancellationToken.None),
                });
            }
            catch (StoreUnavailableException)
            {
                // An erase deleted the pages during the read; the client retries.
                tally.Unavailable();
            }
        }
    }

    private async Task<(int Value, Receipt Receipt)> PostAsync()
    {
        var post = _acknowledged.BeginPost();
        var receipt = await engine.PostAsync(person, post.Value);
        _acknowledged.EndPost(post);
        tally.Post();
        return (post.Value, receipt);
    }

    private async Task EraseAsync()
    {
        var erased = _acknowledged.BeginErase();
        await engine.Eraser.EraseAsync(person, CancellationToken.None);
        _acknowledged.EndErase(erased);
        tally.Erase();
    }

    private async Task PostAndGetAsync()
    {
        var calm = _acknowledged.BeginRead();
        var (value, receipt) = await PostAsync();
        var counter = await GetAsync(receipt);
        if (_acknowledged.NobodyErasedSince(calm))
        {
            Assert.True(counter >= value, $"{counter} was served to who had posted {value}");
        }
    }

    private async Task<int?> GetAsync(Receipt? after)
    {
        var read = _acknowledged.BeginRead();
        var announced = heads.Of(person);
        var outcome = await engine.GetAsync(person, after);
        if (outcome is not PersonaOutcome.Served { Row: var row })
        {
            Missing(read, outcome is PersonaOutcome.UnknownPerson, outcome);
            return null;
        }

        var counter = WiredEngine.CounterIn(row);
        Assert.True(row.MindscapeVersion >= announced, $"version {row.MindscapeVersion} was served after {announced} was announced");
        Assert.True(row.LastSequence >= folds.Of(person, announced), $"version {announced} holds more than was served");
        Assert.False(read.Erased.Contains(counter), $"{counter} was served after it was erased");
        tally.Serve();
        return counter;
    }

    private async Task ReadAsync()
    {
        var read = _acknowledged.BeginRead();
        var announced = heads.Of(person);
        var outcome = await engine.Reader.ReadAsync(person, null, MindscapeVersion.None, CancellationToken.None);
        if (outcome is not MindscapeOutcome.Found { Mindscape: var mindscape })
        {
            Missing(read, outcome is MindscapeOutcome.UnknownPerson, outcome);
            return;
        }

        var trait = mindscape.Traits.Find("notes.counter")!;
        Assert.True(mindscape.Version >= announced, $"version {mindscape.Version} was read after {announced} was announced");
        Assert.DoesNotContain((int)((DataValue.Number)trait.Value).Value, read.Erased);
        Assert.True(trait.Count <= _acknowledged.Posted - read.Erased.Count, $"{trait.Count} observations count, and {read.Erased.Count} of {_acknowledged.Posted} were erased");
        foreach (var accepted in await stores.Mindscapes.ReadNewestAsync(person, null, 100, CancellationToken.None))
        {
            Assert.DoesNotContain(int.Parse(accepted.Observation.Id.Value[1..]), read.Erased);
        }

        tally.Serve();
    }

    private void Missing(Acknowledged.Reading read, bool isUnknown, object outcome)
    {
        Assert.True(isUnknown, $"{outcome}");
        Assert.False(read.IsAlive && _acknowledged.NobodyErasedSince(read), "nobody was found where somebody had posted");
        tally.Unknown();
    }
}
