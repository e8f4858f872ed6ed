using Moq;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Tests;

/// <summary>Readers who miss at the same time share one build, unless one of them must see what the other need not.</summary>
public class SharedBuildTests
{
    private readonly World _world = new();

    [Fact]
    public async Task Concurrent_readers_share_a_build_unless_their_heads_differ()
    {
        var first = new TaskCompletionSource<StoredMindscape?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var second = new TaskCompletionSource<StoredMindscape?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var reads = new Queue<Task<StoredMindscape?>>([first.Task, second.Task]);
        _world.Mindscapes.Setup(store => store.ReadAsync(World.Ana, It.IsAny<CancellationToken>())).Returns(() => reads.Dequeue());

        _world.Finds(head: 1, null);
        var early = _world.Get().AsTask();
        var alsoEarly = _world.Get().AsTask();
        _world.Finds(head: 2, null);
        var late = _world.Get().AsTask();
        first.SetResult(_world.Stored(1, [_world.Check("good")]));
        second.SetResult(_world.Stored(2, [_world.Check("good"), _world.Check("bad", "o2")]));

        Assert.Same(await early, await alsoEarly);
        Assert.Equal(new MindscapeVersion(2), Assert.IsType<PersonaOutcome.Served>(await late).Row.MindscapeVersion);
        _world.Mindscapes.Verify(store => store.ReadAsync(World.Ana, It.IsAny<CancellationToken>()), Times.Exactly(2));
    }

    [Fact]
    public async Task A_reader_who_joined_a_build_is_never_given_a_persona_that_expired_since()
    {
        for (var round = 0; round < 50; round++)
        {
            var (built, joined, clock, lookups) = await JoinUntilExpiredAsync(new World());
            Assert.NotSame(built, joined);
            Assert.True(clock < joined.ExpiresAt);

            // Looking again must not find the build that has just ended: the reader would join it again and again, deeper each time,
            // until it is removed.
            Assert.Equal(3, lookups);
        }
    }

    [Fact]
    public async Task A_failed_build_fails_for_all_waiting_readers_and_the_next_reader_retries()
    {
        _world.Finds(head: 0, null);
        var reading = new TaskCompletionSource<StoredMindscape?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _world.Mindscapes.SetupSequence(store => store.ReadAsync(World.Ana, It.IsAny<CancellationToken>()))
            .Returns(reading.Task)
            .ReturnsAsync(_world.Stored(0, [], _world.Check("bad")));

        var building = _world.Get().AsTask();
        var joining = _world.Get().AsTask();
        reading.SetException(new StoreUnavailableException("down"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => building);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => joining.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.IsType<PersonaOutcome.Served>(await _world.Get());
    }

    [Fact]
    public async Task A_reader_with_a_receipt_never_shares_a_build_that_began_without_it()
    {
        var reads = new Queue<TaskCompletionSource<StoredMindscape?>>([new(), new()]);
        var (first, second) = (reads.First(), reads.Last());
        _world.Finds(head: 0, null);
        _world.Mindscapes.Setup(store => store.ReadAsync(World.Ana, It.IsAny<CancellationToken>())).Returns(() => reads.Dequeue().Task);

        var without = _world.Get().AsTask();
        var with = _world.Get(Receipt.For(World.Ana, 2)).AsTask();
        first.SetResult(_world.Stored(0, [], _world.Check("good")));
        second.SetResult(_world.Stored(0, [], _world.Check("good"), _world.Check("bad", "o2")));
        Assert.Equal(1, Assert.IsType<PersonaOutcome.Served>(await without).Row.LastSequence);
        Assert.Equal(2, Assert.IsType<PersonaOutcome.Served>(await with).Row.LastSequence);
    }

    /// <summary>
    /// One reader builds a persona, another joins it, and the persona expires after the first and before the second looks at the clock.
    /// </summary>
    private static async Task<(PersonaRow Built, PersonaRow Joined, DateTimeOffset Clock, int Lookups)> JoinUntilExpiredAsync(World world)
    {
        var reading = new TaskCompletionSource<StoredMindscape?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var lookups = 0;
        world.Personas.Setup(store => store.FindAsync(World.Ana, World.Key, It.IsAny<CancellationToken>()))
            .Callback(() => Interlocked.Increment(ref lookups))
            .Returns(new ValueTask<PersonaLookup>(new PersonaLookup(MindscapeVersion.None, null)));
        world.Mindscapes.Setup(store => store.ReadAsync(World.Ana, It.IsAny<CancellationToken>()))
            .Callback(() => world.Time.AutoAdvanceAmount = TimeSpan.Zero)
            .Returns(reading.Task);
        world.Personas.Setup(store => store.SaveAsync(World.Ana, It.IsAny<PersonaRow>(), It.IsAny<CancellationToken>()))
            .Callback((PersonId _, PersonaRow row, CancellationToken _) =>
            {
                world.Time.AutoAdvanceAmount = world.Saved.Count == 0 ? row.ExpiresAt - row.GeneratedAt : TimeSpan.Zero;
                world.Saved.Add(row);
            })
            .Returns(ValueTask.CompletedTask);

        var building = world.Get().AsTask();
        var joining = world.Get().AsTask();
        reading.SetResult(world.Stored(0, [], world.Check("bad")));
        var built = Assert.IsType<PersonaOutcome.Served>(await building).Row;
        Assert.Same(world.Saved[0], built);
        var joined = Assert.IsType<PersonaOutcome.Served>(await joining).Row;
        return (built, joined, world.Time.GetUtcNow(), lookups);
    }
}
