using Moq;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Tests;

/// <summary>How long a reader waits for a replica that is behind, and what it is told.</summary>
public class MindscapeReaderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly World _world = new();
    private readonly WatchedTime _time = new();
    private readonly MindscapeReader _reader;
    private Task _timer;
    private int _reads;

    public MindscapeReaderTests()
    {
        _world.Options.ReadPatience = Patience;
        _reader = new(_world.Mindscapes.Object, _world.Folder, _world.Options, _time);
        _timer = _time.Timers.WaitAsync();
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(2, 2)]
    public async Task What_reflects_the_head_and_the_receipt_is_read_once(long version, long received)
    {
        Reads(() => _world.Stored(3, [_world.Check("good")], _world.Check("bad", "o2")));
        var found = Assert.IsType<MindscapeOutcome.Found>(await ReadAsync(Receipt.For(World.Ana, received), version));
        Assert.Equal((2, 1), (found.Mindscape.LastSequence, _reads));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(1, 2)]
    public async Task A_replica_that_is_behind_is_read_again_until_it_has_what_is_asked_for(long version, long received)
    {
        Reads(() => _reads < 4 ? _world.Stored(1, [_world.Check("good")]) : _world.Stored(2, [_world.Check("good"), _world.Check("bad", "o2")]));
        var found = Assert.IsType<MindscapeOutcome.Found>(await ReadAsync(received > 0 ? Receipt.For(World.Ana, received) : null, version));
        Assert.Equal((2, 4), (found.Mindscape.Version.Value, _reads));
    }

    [Fact]
    public async Task After_its_patience_a_reader_is_told_to_come_again()
    {
        Reads(() => _world.Stored(1, [_world.Check("good")]));
        var started = _time.GetUtcNow();
        var later = Assert.IsType<MindscapeOutcome.NotYetVisible>(await ReadAsync(null, 2));
        Assert.Equal(TimeSpan.FromSeconds(1), later.RetryAfter);
        Assert.Equal((Patience, 6), (_time.GetUtcNow() - started, _reads));
    }

    [Fact]
    public async Task A_person_whom_no_replica_shows_is_waited_for_with_a_receipt_only()
    {
        Reads(() => null);
        Assert.IsType<MindscapeOutcome.UnknownPerson>(await ReadAsync(null, 0));
        Assert.Equal(1, _reads);
        Assert.IsType<MindscapeOutcome.UnknownPerson>(await ReadAsync(Receipt.For(World.Ana, 1), 0));
        Assert.Equal(7, _reads);
    }

    [Fact]
    public async Task A_tombstone_that_covers_the_receipt_is_an_unknown_person_at_once()
    {
        Reads(() => _world.Tombstone(3, 7));
        Assert.IsType<MindscapeOutcome.UnknownPerson>(await ReadAsync(Receipt.For(World.Ana, 7), 3));
        Assert.Equal(1, _reads);
        Assert.IsType<MindscapeOutcome.UnknownPerson>(await ReadAsync(Receipt.For(World.Ana, 8), 3));
        Assert.Equal(7, _reads);
    }

    [Fact]
    public async Task The_receipt_of_another_person_reads_nothing()
    {
        Assert.IsType<MindscapeOutcome.ForeignReceipt>(await ReadAsync(Receipt.For(PersonId.Parse("bob"), 1), 0));
        _world.Mindscapes.VerifyNoOtherCalls();
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public async Task A_cut_before_the_first_observation_finds_nothing(int hours, bool isThere)
    {
        var check = _world.Check("good");
        Reads(() => _world.Stored(1, [check]));
        _world.Mindscapes.Setup(store => store.ReadFoldedAsync(World.Ana, It.IsAny<CancellationToken>()))
            .Returns(() => new[] { new AcceptedObservation(1, check) }.ToAsyncEnumerable());
        var cut = new HistoryCut(_world.Time.GetUtcNow().AddHours(hours), null);
        var outcome = await _reader.ReadAsync(World.Ana, null, MindscapeVersion.None, cut, CancellationToken.None);
        Assert.Equal(isThere, outcome is MindscapeOutcome.Found);
        Assert.Equal(!isThere, outcome is MindscapeOutcome.NothingThen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cut_that_takes_nothing_away_is_mentioned_unless_it_only_came_with_the_instant(bool isImplied)
    {
        Reads(() => _world.Stored(1, [_world.Check("good")]));
        var cut = new HistoryCut(_world.Time.GetUtcNow(), null) { IsImplied = isImplied };
        var found = Assert.IsType<MindscapeOutcome.Found>(await _reader.ReadAsync(World.Ana, null, MindscapeVersion.None, cut, CancellationToken.None));
        Assert.Equal(isImplied ? null : cut, found.Mindscape.Cut);
    }

    private void Reads(Func<StoredMindscape?> read) =>
        _world.Mindscapes.Setup(store => store.ReadAsync(World.Ana, It.IsAny<CancellationToken>()))
            .Returns(() =>
            {
                _reads++;
                return Task.FromResult(read());
            });

    /// <summary>Moves the clock on while the reader waits.</summary>
    private async Task<MindscapeOutcome> ReadAsync(Receipt? after, long version)
    {
        var reading = _reader.ReadAsync(World.Ana, after, new MindscapeVersion(version), CancellationToken.None);
        while (await Task.WhenAny(reading, _timer) == _timer)
        {
            _timer = _time.Timers.WaitAsync();
            _time.Advance(TimeSpan.FromMilliseconds(20));
        }

        return await reading;
    }
}
