using System.Text;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Promises;

/// <summary>The promises P2, P3, P4 and P5 of the design, over real stores with random interleavings.</summary>
public abstract class PromisesContract : StoreContract<Stores>
{
    /// <summary>How many posts a person gets in the interleaving tests; slower stores take fewer.</summary>
    protected virtual int Posts => 300;

    [Fact]
    public async Task No_persona_older_than_the_announced_head_is_ever_served()
    {
        var heads = new AnnouncedHeads(Store.Personas, seed: 7);
        var folds = new FoldedUpTo(Store.Mindscapes);
        var world = new WiredEngine(folds, heads);
        var person = Samples.NewPerson();
        await world.PostAsync(person, 0);
        using var posting = new CancellationTokenSource();
        var served = 0;

        async Task ReadAsync()
        {
            try
            {
                while (!posting.IsCancellationRequested)
                {
                    var announced = heads.Of(person);
                    var row = Assert.IsType<PersonaOutcome.Served>(await world.GetAsync(person, null)).Row;
                    Assert.True(row.MindscapeVersion >= announced, $"version {row.MindscapeVersion} was served after {announced} was announced");
                    Assert.True(row.LastSequence >= folds.Of(person, announced), $"version {announced} holds more than was served");
                    Interlocked.Increment(ref served);
                    await Task.Yield();
                }
            }
            catch
            {
                // A stale persona was found: there is no reason to post on.
                await posting.CancelAsync();
                throw;
            }
        }

        async Task FoldAsync()
        {
            while (!posting.IsCancellationRequested)
            {
                try
                {
                    await world.Handler.HandleAsync(person, None);
                }
                catch (StoreUnavailableException)
                {
                    // Every attempt conflicted with posts. The feed would redeliver the change, and so does this loop.
                }

                await Task.Yield();
            }
        }

        async Task PurgeAsync()
        {
            while (!posting.IsCancellationRequested)
            {
                await Store.Personas.PurgeExpiredAsync(DateTimeOffset.UtcNow, 50, None);
                await Task.Delay(5);
            }
        }

        async Task PostAsync()
        {
            try
            {
                // On a busy machine more posts and pauses are needed for the same number of folds and reads in between.
                for (var i = 1; !posting.IsCancellationRequested && (i <= Posts || (i <= 20 * Posts && !(served > 20 && heads.Of(person).Value > 10))); i++)
                {
                    await world.PostAsync(person, i);
                    await Task.Delay(i <= Posts ? i % 3 : 100);
                }
            }
            finally
            {
                await posting.CancelAsync();
            }
        }

        await Task.WhenAll(Task.Run(PostAsync), Task.Run(FoldAsync), Task.Run(FoldAsync), Task.Run(PurgeAsync), Task.Run(ReadAsync), Task.Run(ReadAsync), Task.Run(ReadAsync));
        Assert.True(served > 20, $"only {served} personas were read");
        Assert.True(heads.Of(person).Value > 10, $"only {heads.Of(person)} heads were announced");
    }

    [Fact]
    public async Task A_late_save_of_an_old_persona_is_never_served()
    {
        var world = new WiredEngine(Store.Mindscapes, Store.Personas);
        var person = Samples.NewPerson();
        await world.PostAsync(person, 1);
        await world.Handler.HandleAsync(person, None);
        var old = Assert.IsType<PersonaOutcome.Served>(await world.GetAsync(person, null)).Row;

        await world.PostAsync(person, 2);
        await world.Handler.HandleAsync(person, None);
        await Store.Personas.SaveAsync(person, old, None);

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(2, WiredEngine.CounterIn(Assert.IsType<PersonaOutcome.Served>(await world.GetAsync(person, null)).Row));
            await Store.Personas.SaveAsync(person, old, None);
            await Task.Delay(2);
        }
    }

    [Fact]
    public async Task A_read_with_the_receipt_includes_the_post_at_once_during_concurrent_folds()
    {
        var world = new WiredEngine(Store.Mindscapes, Store.Personas);
        var person = Samples.NewPerson();
        for (var i = 1; i <= Posts / 3; i++)
        {
            var receipt = await world.PostAsync(person, i);
            var folding = i % 2 == 0 ? world.Handler.HandleAsync(person, None) : Task.CompletedTask;
            var row = Assert.IsType<PersonaOutcome.Served>(await world.GetAsync(person, receipt)).Row;

            Assert.Equal(i, WiredEngine.CounterIn(row));
            await folding;
        }
    }

    [Fact]
    [Trait(Thoroughness.Trait, Thoroughness.Long)]
    public async Task The_stored_traits_depend_only_on_the_set_of_observations()
    {
        var random = new Random(11);
        var world = new WiredEngine(Store.Mindscapes, Store.Personas);
        for (var round = 0; round < Thoroughness.Of(full: 5, quick: 2); round++)
        {
            var person = Samples.NewPerson();
            var drafts = Enumerable.Range(0, 60).Select(i => AnyDraft(random, i)).ToArray();
            var deliveries = drafts.SelectMany(draft => Enumerable.Repeat(draft, random.Next(1, 4))).ToArray();
            random.Shuffle(deliveries);

            await Parallel.ForEachAsync(deliveries.Chunk(5), new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (batch, _) =>
            {
                await world.Recorder.RecordAsync(person, [.. batch], null, None);
                await world.Handler.HandleAsync(person, None);
            });
            await world.Handler.HandleAsync(person, None);

            var stored = (await Store.Mindscapes.ReadAsync(person, None))!;
            var expected = MindscapeFold.Rebuild(person, [.. drafts.Select(draft => draft.Accept(draft.Id!.Value, Samples.Now))], Samples.Catalog);
            Assert.Empty(stored.Inbox);
            Assert.Equal(drafts.Length, stored.LastSequence);
            Assert.Equal(Bytes(expected), Bytes(stored.Mindscape with { Version = default, UpdatedAt = null, LastSequence = 0 }));
        }
    }

    private static ObservationDraft AnyDraft(Random random, int i)
    {
        var at = WiredEngine.Start.AddMinutes(random.Next(40) * 60);
        return (random.Next(6)) switch
        {
            0 => WiredEngine.Draft(i, at, "user_input", $$"""{"type":"energy_check","energy_level":"{{(random.Next(2) == 0 ? "low" : "high")}}"}"""),
            1 => WiredEngine.Draft(i, at, "assertion", $$"""{"trait":"profile.time_zone","value":"{{(random.Next(2) == 0 ? "Asia/Kolkata" : "America/New_York")}}"}"""),
            2 => WiredEngine.Draft(i, at, "assertion", $$"""{"trait":"notes.counter","value":{{i}}}"""),
            _ => WiredEngine.Draft(i, at, "work_session", $$"""{"start":"{{at:yyyy-MM-ddTHH:mm:ssZ}}","duration_minutes":{{random.Next(120)}},"productivity_score":{{random.Next(1, 6)}},"interruptions":{{random.Next(5)}}}"""),
        };
    }

    private static string Bytes(Mindscape mindscape) => Encoding.UTF8.GetString(MindscapeDocument.Write(mindscape));
}
