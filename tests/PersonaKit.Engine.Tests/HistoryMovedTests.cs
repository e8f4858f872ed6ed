using Moq;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Tests;

/// <summary>
/// A history is read in several steps after the state that says what counts: what is taken away in between must not be taken for never
/// said.
/// </summary>
public class HistoryMovedTests
{
    private readonly World _world = new();

    [Fact]
    public async Task A_retraction_that_is_folded_while_the_history_is_read_breaks_the_reading_off()
    {
        var (kept, retracted) = (_world.Check("good", "o1"), _world.Check("bad", "o2"));
        var stored = _world.Stored(1, [kept, retracted]);
        History(new(1, kept), new(2, retracted.Forget()), new(3, Retraction.Of(retracted.Id, _world.Time.GetUtcNow())));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _world.Folder.ReadStandingAsync(stored, CancellationToken.None));
    }

    [Fact]
    public async Task What_was_retracted_before_is_no_reason_to_break_off()
    {
        var (kept, retracted) = (_world.Check("good", "o1"), _world.Check("bad", "o2"));
        var retraction = Retraction.Of(retracted.Id, _world.Time.GetUtcNow());
        var stored = _world.Stored(1, [kept, retracted, retraction]);
        History(new(1, kept), new(2, retracted.Forget()), new(3, retraction));

        var standing = Assert.Single(await _world.Folder.ReadStandingAsync(stored, CancellationToken.None));
        Assert.Equal(kept.Id, standing.Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_erase_while_the_history_is_read_breaks_the_reading_off(bool livesAgain)
    {
        var stored = _world.Stored(1, [_world.Check("good", "o1")], _world.Check("bad", "o2"));
        History();
        _world.Reads(livesAgain ? _world.Stored(2, [], _world.Check("good", "o3")) : _world.Tombstone(2, 2));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _world.Folder.ReadStandingAsync(stored, CancellationToken.None));
    }

    [Fact]
    public async Task A_person_with_no_history_yet_is_read_from_the_inbox()
    {
        var stored = _world.Stored(0, [], _world.Check("bad", "o1"));
        History();
        _world.Reads(stored);

        Assert.Single(await _world.Folder.ReadStandingAsync(stored, CancellationToken.None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task A_reader_reads_the_person_again_and_gives_up_after_some_attempts(int movesTimes)
    {
        var (kept, retracted) = (_world.Check("good", "o1"), _world.Check("bad", "o2"));
        var retraction = Retraction.Of(retracted.Id, _world.Time.GetUtcNow());
        var (before, after) = (_world.Stored(1, [kept, retracted], Retraction.Of(kept.Id, _world.Time.GetUtcNow())), _world.Stored(2, [retracted, retraction]));
        History(new(1, kept), new(2, retracted.Forget()), new(4, retraction));
        var reads = 0;
        _world.Mindscapes.Setup(store => store.ReadAsync(World.Ana, Moq.It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => ++reads <= movesTimes ? before : after);
        var reader = new MindscapeReader(_world.Mindscapes.Object, _world.Folder, _world.Options, _world.Time);

        var reading = reader.ReadAsync(World.Ana, null, MindscapeVersion.None, CancellationToken.None);
        if (movesTimes == 1)
        {
            Assert.Same(after.Mindscape, Assert.IsType<MindscapeOutcome.Found>(await reading).Mindscape);
            Assert.Equal(2, reads);
        }
        else
        {
            Assert.True((await Assert.ThrowsAsync<StoreUnavailableException>(() => reading)).IsHistoryMoved);
            Assert.Equal(_world.Options.FoldAttempts, reads);
        }
    }

    private void History(params AcceptedObservation[] folded) =>
        _world.Mindscapes.Setup(store => store.ReadFoldedAsync(World.Ana, Moq.It.IsAny<CancellationToken>()))
            .Returns(folded.ToAsyncEnumerable());
}
