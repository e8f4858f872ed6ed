using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Tests;

/// <summary>Which failures of a batch become dead letters, and what a replay does with each.</summary>
public class DeadLetterTests
{
    private const string Ana = """{"id":"ana","person_id":"ana","kind":"mindscape"}""";
    private const string Bob = """{"id":"bob","person_id":"bob","kind":"mindscape"}""";

    private readonly World _world = new();
    private readonly Mock<IDeadLetterStore> _letters = new(MockBehavior.Strict);
    private readonly List<string> _steps = [];
    private readonly MindscapeChangeBatchHandler _batches;

    public DeadLetterTests()
    {
        _batches = new(_world.Handler, _letters.Object, _world.Time, NullLogger<MindscapeChangeBatchHandler>.Instance);
        _letters.Setup(store => store.ParkAsync(It.IsAny<string>(), It.IsAny<string>(), _world.Time.GetUtcNow(), It.IsAny<DocumentPosition>(), It.IsAny<CancellationToken>()))
            .Callback((string id, string reason, DateTimeOffset _, DocumentPosition _, CancellationToken _) => _steps.Add($"park {id}: {reason}"))
            .Returns(Task.CompletedTask);
        _letters.Setup(store => store.RemoveAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Callback((string id, CancellationToken _) => _steps.Add($"remove {id}"))
            .Returns(Task.CompletedTask);
        _world.Personas.Setup(store => store.EraseAsync(It.IsAny<PersonId>(), It.IsAny<MindscapeVersion>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()))
            .Returns(Task.CompletedTask);
        _world.Mindscapes.Setup(store => store.EraseLeftoversAsync(It.IsAny<StoredMindscape>(), It.IsAny<CancellationToken>())).Returns(Task.CompletedTask);
    }

    [Fact]
    public async Task Each_mindscape_is_handled_once_and_what_names_nobody_is_parked_by_its_id()
    {
        Reads("ana", () => null);
        await HandleAsync(
            isLast: false,
            Ana,
            Ana,
            """{"id":"j-1","person_id":"ana","kind":"journal"}""",
            """{"id":"lost","kind":"mindscape"}""",
            """{"id":"lost","person_id":"no person","kind":"mindscape"}""",
            """{"kind":"mindscape"}""",
            """{"id":7,"kind":"mindscape"}""",
            "[]",
            "not JSON");
        Assert.Equal(["read ana", "park lost: NotAPerson"], _steps);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_fails_for_now_is_thrown_after_the_others_and_parked_on_the_last_attempt(bool isSlow)
    {
        Exception fault = isSlow ? new TimeoutException() : new StoreUnavailableException("down");
        Reads("ana", () => throw fault);
        Reads("bob", () => null);
        var thrown = await Assert.ThrowsAsync<StoreUnavailableException>(() => HandleAsync(isLast: false, Ana, Bob));
        Assert.Same(fault, thrown.InnerException);
        Assert.Equal(["read ana", "read bob"], _steps);

        _steps.Clear();
        await HandleAsync(isLast: true, Ana, Bob);
        Assert.Equal(["read ana", $"park ana: {fault.GetType().Name}", "read bob"], _steps);
    }

    [Fact]
    public async Task What_will_always_fail_is_parked_at_once()
    {
        Reads("ana", () => throw new FormatException());
        await HandleAsync(isLast: false, Ana);
        Assert.Equal(["read ana", "park ana: FormatException"], _steps);
    }

    [Fact]
    public async Task A_batch_that_is_cancelled_parks_nothing()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        Reads("ana", () => throw new OperationCanceledException());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _batches.HandleAsync([Ana], isLastAttempt: true, stop.Token));
        Assert.Equal(["read ana"], _steps);
    }

    [Fact]
    public async Task The_letter_of_somebody_who_was_erased_goes()
    {
        Reads("ana", () => _world.Tombstone(3, 7));
        await HandleAsync(isLast: false, Ana);
        Assert.Equal(["read ana", "remove ana"], _steps);
    }

    [Fact]
    public async Task A_replay_removes_what_succeeds_and_keeps_the_rest()
    {
        _letters.Setup(store => store.ListAsync(10, It.IsAny<CancellationToken>()))
            .ReturnsAsync([Letter("no person"), Letter("ana"), Letter("bob")]);
        Reads("ana", () => throw new FormatException());
        Reads("bob", () => null);
        Assert.Equal((1, 2), await _batches.ReplayAsync(10, CancellationToken.None));
        Assert.Equal(["read ana", "park ana: FormatException", "read bob", "remove bob"], _steps);
    }

    private static DeadLetter Letter(string id) => new(id, "reason", default, 1);

    private Task HandleAsync(bool isLast, params string[] documents) => _batches.HandleAsync(documents, isLast, CancellationToken.None);

    private void Reads(string person, Func<StoredMindscape?> read) =>
        _world.Mindscapes.Setup(store => store.ReadAsync(PersonId.Parse(person), It.IsAny<CancellationToken>()))
            .Returns(async () =>
            {
                _steps.Add($"read {person}");
                await Task.CompletedTask;
                return read();
            });
}
