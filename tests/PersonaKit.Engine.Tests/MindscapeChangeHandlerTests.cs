using Moq;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Tests;

public class MindscapeChangeHandlerTests
{
    private readonly World _world = new();
    private readonly List<string> _steps = [];

    public MindscapeChangeHandlerTests() =>
        _world.Personas.Setup(store => store.AdvanceHeadAsync(World.Ana, It.IsAny<MindscapeVersion>(), It.IsAny<CancellationToken>()))
            .Callback((PersonId _, MindscapeVersion version, CancellationToken _) => _steps.Add($"head {version}"))
            .Returns(Task.CompletedTask);

    [Fact]
    public async Task The_fold_is_saved_before_the_head_is_raised()
    {
        _world.Reads(_world.Stored(1, [_world.Check("good")], _world.Check("bad", "o2")));
        Replaces(ReplaceOutcome.Saved);

        Assert.Equal(FoldOutcome.Advanced, await _world.Handler.HandleAsync(World.Ana, CancellationToken.None));

        Assert.Equal(["replace 1 by 2, received 2, count 2", "head 2"], _steps);
    }

    [Fact]
    public async Task A_redelivery_folds_nothing_keeps_the_version_and_repairs_the_head()
    {
        _world.Reads(_world.Stored(2, [_world.Check("good")]));

        Assert.Equal(FoldOutcome.Nothing, await _world.Handler.HandleAsync(World.Ana, CancellationToken.None));

        Assert.Equal(["head 2"], _steps);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    public async Task A_read_behind_the_delivered_document_is_not_taken_for_what_was_delivered(long version, long received)
    {
        _world.Reads(_world.Stored(1, [_world.Check("good")]), _world.Stored(1, [_world.Check("good")]));
        var change = new MindscapeChange(World.Ana, new DocumentPosition(new MindscapeVersion(version), received));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _world.Handler.HandleAsync(change, CancellationToken.None));
        Assert.Empty(_steps);
    }

    [Fact]
    public async Task A_person_whom_the_replica_does_not_know_yet_is_not_taken_for_nobody()
    {
        _world.Reads(null, null);
        var change = new MindscapeChange(World.Ana, new DocumentPosition(MindscapeVersion.None, 1));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _world.Handler.HandleAsync(change, CancellationToken.None));
    }

    [Fact]
    public async Task A_delivered_document_with_nothing_left_to_fold_is_announced_without_a_read()
    {
        var change = new MindscapeChange(World.Ana, new DocumentPosition(new MindscapeVersion(3), 7)) { SettledBy = World.Catalog.Hash };

        Assert.Equal(FoldOutcome.Nothing, await _world.Handler.HandleAsync(change, CancellationToken.None));
        Assert.Equal(["head 3"], _steps);
    }

    [Fact]
    public async Task One_that_another_catalog_folded_is_read()
    {
        _world.Reads(_world.Stored(3, [_world.Check("good")]));
        var change = new MindscapeChange(World.Ana, new DocumentPosition(new MindscapeVersion(3), 1)) { SettledBy = "another" };

        Assert.Equal(FoldOutcome.Nothing, await _world.Handler.HandleAsync(change, CancellationToken.None));
    }

    [Fact]
    public async Task A_fold_that_takes_something_back_deletes_the_rows_of_before_after_it_raised_the_head()
    {
        _world.Reads(_world.Stored(1, [_world.Check("good"), _world.Check("bad", "o2")], Retraction.Of(ObservationId.Parse("o1"), _world.Time.GetUtcNow())));
        _world.Mindscapes.Setup(store => store.ReadFoldedAsync(World.Ana, It.IsAny<CancellationToken>()))
            .Returns(new[] { new AcceptedObservation(1, _world.Check("good")), new AcceptedObservation(2, _world.Check("bad", "o2")) }.ToAsyncEnumerable());
        Replaces(ReplaceOutcome.Saved);
        Deletes();

        Assert.Equal(FoldOutcome.Advanced, await _world.Handler.HandleAsync(World.Ana, CancellationToken.None));
        Assert.Equal(["head 2", "rows before 2"], _steps[1..]);
    }

    [Fact]
    public async Task A_redelivery_deletes_the_rows_that_a_crash_left()
    {
        _world.Reads(_world.Stored(2, [_world.Check("good")]) with { HasTakenBack = true });
        Deletes();

        Assert.Equal(FoldOutcome.Nothing, await _world.Handler.HandleAsync(World.Ana, CancellationToken.None));
        Assert.Equal(["head 2", "rows before 2"], _steps);
    }

    [Fact]
    public async Task A_fold_that_finds_rows_left_by_a_crash_deletes_them_before_it_takes_the_mark_away()
    {
        _world.Reads(_world.Stored(1, [_world.Check("good")], _world.Check("bad", "o2")) with { HasTakenBack = true });
        Replaces(ReplaceOutcome.Saved);
        Deletes();

        Assert.Equal(FoldOutcome.Advanced, await _world.Handler.HandleAsync(World.Ana, CancellationToken.None));
        Assert.Equal(["head 1", "rows before 1", "replace 1 by 2, received 2, count 2", "head 2", "rows before 2"], _steps);
    }

    private void Deletes() =>
        _world.Personas.Setup(store => store.DeleteOlderAsync(World.Ana, It.IsAny<MindscapeVersion>(), It.IsAny<CancellationToken>()))
            .Callback((PersonId _, MindscapeVersion version, CancellationToken _) => _steps.Add($"rows before {version}"))
            .Returns(Task.CompletedTask);

    [Fact]
    public async Task After_a_conflict_the_fold_starts_again_from_the_winning_state()
    {
        _world.Reads(
            _world.Stored(1, [_world.Check("good")], _world.Check("bad", "o2")),
            _world.Stored(2, [_world.Check("good"), _world.Check("bad", "o2")], _world.Check("bad", "o3")));
        Replaces(ReplaceOutcome.Conflict, ReplaceOutcome.Saved);

        Assert.Equal(FoldOutcome.Advanced, await _world.Handler.HandleAsync(World.Ana, CancellationToken.None));

        Assert.Equal(["replace 1 by 2, received 2, count 2", "replace 2 by 3, received 3, count 3", "head 3"], _steps);
    }

    [Fact]
    public async Task A_fold_that_always_conflicts_gives_up_because_the_winner_is_on_the_feed()
    {
        var state = _world.Stored(1, [], _world.Check("bad"));
        _world.Reads(state, state, state, state);
        Replaces(ReplaceOutcome.Conflict, ReplaceOutcome.Conflict, ReplaceOutcome.Conflict, ReplaceOutcome.Conflict);

        Assert.Equal(FoldOutcome.Conflict, await _world.Handler.HandleAsync(World.Ana, CancellationToken.None));
        Assert.DoesNotContain(_steps, step => step.StartsWith("head", StringComparison.Ordinal));
    }

    [Fact]
    public async Task There_is_nothing_to_fold_for_an_erased_person()
    {
        _world.Reads([null]);

        Assert.Equal(FoldOutcome.Nothing, await _world.Handler.HandleAsync(World.Ana, CancellationToken.None));
        Assert.Empty(_steps);
    }

    [Fact]
    public async Task A_late_time_zone_folds_the_whole_history_again()
    {
        var session = _world.Observe("session", """{"start":"2026-01-20T08:00:00Z","score":5}""", "o1");
        var zone = _world.Observe("assertion", """{"trait":"profile.time_zone","value":"Europe/Berlin"}""", "o2");
        _world.Reads(_world.Stored(1, [session], zone));
        _world.Mindscapes.Setup(store => store.ReadFoldedAsync(World.Ana, It.IsAny<CancellationToken>()))
            .Returns(new[] { new AcceptedObservation(1, session) }.ToAsyncEnumerable());
        Mindscape? saved = null;
        _world.Mindscapes.Setup(store => store.ReplaceAsync(It.IsAny<StoredMindscape>(), It.IsAny<Mindscape>(), It.IsAny<CancellationToken>()))
            .Callback((StoredMindscape _, Mindscape folded, CancellationToken _) => saved = folded)
            .ReturnsAsync(ReplaceOutcome.Saved);

        await _world.Handler.HandleAsync(World.Ana, CancellationToken.None);

        Assert.Equal(DataValue.Of(5), saved!.Traits.Find("rhythm")!.Descend(["hours", "09"]));
    }

    [Fact]
    public async Task Traits_of_another_catalog_are_folded_again_from_the_history()
    {
        var check = _world.Check("bad");
        var stored = _world.Stored(1, [check]);
        _world.Reads(stored with { Mindscape = stored.Mindscape with { CatalogHash = "another", Traits = TraitSet.Empty(World.Catalog) } });
        _world.Mindscapes.Setup(store => store.ReadFoldedAsync(World.Ana, It.IsAny<CancellationToken>()))
            .Returns(new[] { new AcceptedObservation(1, check) }.ToAsyncEnumerable());
        Replaces(ReplaceOutcome.Saved);

        Assert.Equal(FoldOutcome.Advanced, await _world.Handler.HandleAsync(World.Ana, CancellationToken.None));
        Assert.Equal(["replace 1 by 2, received 1, count 1", "head 2"], _steps);
    }

    private void Replaces(params ReplaceOutcome[] outcomes)
    {
        var left = new Queue<ReplaceOutcome>(outcomes);
        _world.Mindscapes.Setup(store => store.ReplaceAsync(It.IsAny<StoredMindscape>(), It.IsAny<Mindscape>(), It.IsAny<CancellationToken>()))
            .Callback((StoredMindscape basis, Mindscape folded, CancellationToken _) =>
                _steps.Add($"replace {basis.ETag} by {folded.Version}, received {folded.LastSequence}, count {folded.Traits.Find("mood")!.Count}"))
            .ReturnsAsync(() => left.Dequeue());
    }
}
