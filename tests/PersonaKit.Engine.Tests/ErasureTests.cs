using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Tests;

public class ErasureTests
{
    private readonly World _world = new();
    private readonly List<string> _steps = [];

    public ErasureTests()
    {
        _world.Personas.Setup(store => store.EraseAsync(World.Ana, It.IsAny<MindscapeVersion>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
            .Callback((Core.Observations.PersonId _, MindscapeVersion version, DateTimeOffset forgetAt, CancellationToken _) =>
                _steps.Add($"rows before {version} until {(forgetAt - _world.Time.GetUtcNow()).TotalHours}"))
            .Returns(Task.CompletedTask);
        _world.Mindscapes.Setup(store => store.EraseLeftoversAsync(It.IsAny<StoredMindscape>(), It.IsAny<CancellationToken>()))
            .Callback(() => _steps.Add("leftovers"))
            .Returns(Task.CompletedTask);
    }

    [Fact]
    public async Task The_mindscape_is_erased_before_its_personas()
    {
        Erases(new MindscapeVersion(3));

        Assert.True(await _world.Eraser.EraseAsync(World.Ana, CancellationToken.None));
        Assert.Equal(["tombstone", "rows before 3 until 24"], _steps);
    }

    [Fact]
    public async Task A_repeated_erase_completes_an_interrupted_one()
    {
        Erases(null);
        _world.Reads(_world.Tombstone(3, 7));

        Assert.True(await _world.Eraser.EraseAsync(World.Ana, CancellationToken.None));
        Assert.Equal(["tombstone", "rows before 3 until 23"], _steps);
    }

    [Fact]
    public async Task After_an_erase_and_a_new_post_no_older_persona_is_served()
    {
        // Another erase has written the tombstone but not the head, and a post came in between.
        Erases(null);
        _world.Reads(_world.Stored(3, [], _world.Check("good")));
        _world.Personas.Setup(store => store.AdvanceHeadAsync(World.Ana, It.IsAny<MindscapeVersion>(), It.IsAny<CancellationToken>()))
            .Callback((Core.Observations.PersonId _, MindscapeVersion version, CancellationToken _) => _steps.Add($"head {version}"))
            .Returns(Task.CompletedTask);

        Assert.False(await _world.Eraser.EraseAsync(World.Ana, CancellationToken.None));
        Assert.Equal(["tombstone", "head 3"], _steps);
    }

    [Fact]
    public async Task Erasing_an_unknown_person_changes_nothing()
    {
        Erases(null);
        _world.Reads([null]);

        Assert.False(await _world.Eraser.EraseAsync(World.Ana, CancellationToken.None));
        Assert.Equal(["tombstone"], _steps);
    }

    [Fact]
    public async Task The_delivery_of_a_tombstone_completes_the_erase_and_removes_the_dead_letter()
    {
        _world.Reads(_world.Tombstone(3, 7));
        var letters = new Mock<IDeadLetterStore>(MockBehavior.Strict);
        letters.Setup(store => store.RemoveAsync(World.Ana.Value, It.IsAny<CancellationToken>())).Returns(Task.CompletedTask).Verifiable(Times.Once);
        var batches = new MindscapeChangeBatchHandler(_world.Handler, letters.Object, _world.Time, NullLogger<MindscapeChangeBatchHandler>.Instance);

        await batches.HandleAsync(["""{"kind":"mindscape","person_id":"ana"}"""], isLastAttempt: false, CancellationToken.None);
        Assert.Equal(["leftovers", "rows before 3 until 23"], _steps);
        letters.Verify();
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 3)]
    public async Task No_reader_waits_for_erased_observations(long after, long head)
    {
        var reader = Patient();
        _world.Reads(_world.Tombstone(3, 7));
        var receipt = after > 0 ? Receipt.For(World.Ana, after) : null;

        Assert.IsType<MindscapeOutcome.UnknownPerson>(await reader.ReadAsync(World.Ana, receipt, new(head), CancellationToken.None));
    }

    [Theory]
    [InlineData(8, 0)]
    [InlineData(0, 4)]
    public async Task A_receipt_from_after_the_erase_waits_for_the_replica(long after, long head)
    {
        _world.Time.AutoAdvanceAmount = TimeSpan.FromMilliseconds(25);
        var reader = Patient();
        var living = _world.Stored(4, [_world.Check("good")]) with { LastSequence = 8 };
        _world.Reads(_world.Tombstone(3, 7), living);
        var receipt = after > 0 ? Receipt.For(World.Ana, after) : null;

        var reading = reader.ReadAsync(World.Ana, receipt, new(head), CancellationToken.None);
        while (!reading.IsCompleted)
        {
            _world.Time.Advance(TimeSpan.FromMilliseconds(25));
            await Task.Yield();
        }

        Assert.IsType<MindscapeOutcome.Found>(await reading);
    }

    [Fact]
    public async Task A_leftover_row_of_an_erased_person_is_not_served()
    {
        _world.Finds(head: 3, _world.Row(version: 2));
        _world.Reads(_world.Tombstone(3, 7));

        Assert.IsType<PersonaOutcome.UnknownPerson>(await _world.Get());
        Assert.Empty(_world.Saved);
    }

    private MindscapeReader Patient() =>
        new(_world.Mindscapes.Object, _world.Folder, new EngineOptions { ReadPatience = TimeSpan.FromHours(1) }, _world.Time);

    private void Erases(MindscapeVersion? version) =>
        _world.Mindscapes.Setup(store => store.EraseAsync(World.Ana, _world.Time.GetUtcNow(), It.IsAny<CancellationToken>()))
            .Callback(() => _steps.Add("tombstone"))
            .ReturnsAsync(version);
}
