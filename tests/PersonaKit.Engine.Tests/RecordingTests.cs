using System.Collections.Immutable;
using Moq;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Tests;

/// <summary>What a recorder answers to each outcome of the store, and which corrections and retractions it lets through.</summary>
public class RecordingTests
{
    private readonly World _world = new();
    private readonly ObservationRecorder _recorder;
    private ImmutableArray<Observation> _appended;

    public RecordingTests()
    {
        _recorder = new(_world.Mindscapes.Object, World.Catalog, _world.Options, _world.Time);
    }

    [Fact]
    public async Task An_item_says_what_it_feeds_and_whether_anything_reads_it()
    {
        Appends(new AppendedItem.Accepted(4), new AppendedItem.Accepted(5), new AppendedItem.Accepted(6), new AppendedItem.Retracted(3));
        var vote = new ObservationDraft { Pointer = "", Type = "feedback", Content = Map("""{"mapper_id":"m","rule_id":"r","helpful":true}""") };
        var recorded = Assert.IsType<RecordOutcome.Recorded>(await RecordAsync(Check("a"), Note("b"), vote, Check("c")));

        Assert.Equal(6, recorded.Receipt!.LastSequence);
        Assert.Equal(
            [(RecordStatus.Accepted, "mood", false), (RecordStatus.Accepted, "", true), (RecordStatus.Accepted, "", false), (RecordStatus.Retracted, "", false)],
            recorded.Items.Select(item => (item.Status, string.Join(' ', item.Feeds), item.IsUnmapped)));
    }

    [Fact]
    public async Task A_batch_of_conflicts_has_no_receipt()
    {
        Appends(new AppendedItem.Conflict());
        Assert.Null(Assert.IsType<RecordOutcome.Recorded>(await RecordAsync(Check("a"))).Receipt);
    }

    [Fact]
    public async Task A_retraction_that_is_accepted_has_the_receipt_of_its_number()
    {
        Appends(new AppendedItem.Accepted(9));
        var retracted = Assert.IsType<RetractOutcome.Retracted>(await _recorder.RetractAsync(World.Ana, ObservationId.Parse("o1"), CancellationToken.None));
        Assert.Equal(Receipt.For(World.Ana, 9), retracted.Receipt);
        Assert.Equal(_world.Time.GetUtcNow(), Assert.Single(_appended).ReceivedAt);
    }

    [Fact]
    public async Task An_id_that_is_given_out_begins_with_the_clock_and_never_before_1970()
    {
        Appends(new AppendedItem.Accepted(1), new AppendedItem.Accepted(2));
        await RecordAsync(Check(null), Check(null));
        var begin = _world.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString("x12");
        Assert.All(_appended, observation => Assert.StartsWith(begin, observation.Id.Value, StringComparison.Ordinal));
        Assert.NotEqual(_appended[0].Id, _appended[1].Id);

        var old = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(1969, 12, 31, 0, 0, 0, TimeSpan.Zero));
        await new ObservationRecorder(_world.Mindscapes.Object, World.Catalog, _world.Options, old).RecordAsync(World.Ana, [Check(null)], null, CancellationToken.None);
        Assert.StartsWith("000000000000", _appended[0].Id.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_of_its_own_is_kept_and_one_that_is_missing_follows_from_the_key_and_the_place()
    {
        Appends(new AppendedItem.Accepted(1), new AppendedItem.Accepted(2), new AppendedItem.Accepted(3));
        await _recorder.RecordAsync(World.Ana, [Check(null), Check("mine"), Check(null)], "key", CancellationToken.None);

        // Clients send a retry years later, so what is derived never changes.
        Assert.Equal(["k3cbdb873bc829fb692a3dec2bdc4b69f", "mine", "kf36eb81d4a51126006a9fb04eeff25c0"], _appended.Select(observation => observation.Id.Value));
        await _recorder.RecordAsync(World.Ana, [Check("other"), Check("mine"), Check(null)], "key", CancellationToken.None);
        Assert.Equal("kf36eb81d4a51126006a9fb04eeff25c0", _appended[2].Id.Value);
    }

    [Fact]
    public async Task A_batch_names_each_item_that_is_too_large()
    {
        _world.Options.MaxObservationBytes = """{"mood":"good"}""".Length;
        var refused = Assert.IsType<RecordOutcome.TooLarge>(await RecordAsync(
            Check("a", pointer: "/0"), Note("b") with { Pointer = "/1" }, Check("c", pointer: "/2"), Note("d") with { Pointer = "/3" }));
        Assert.Equal(["/1/content", "/3/content"], refused.Faults.Select(fault => fault.Pointer));
        Assert.All(refused.Faults, fault => Assert.Contains($"at most {_world.Options.MaxObservationBytes}", fault.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public void Checking_drafts_adds_the_faults_of_all_and_stores_nothing()
    {
        var faults = new List<Fault>();
        _recorder.Check([Check("a", pointer: "/0"), Check("b", "sleepy", pointer: "/1"), Check("c", "tired", pointer: "/2")], faults);
        Assert.Equal(["/1/content/mood", "/2/content/mood"], faults.Select(fault => fault.Pointer));
    }

    [Fact]
    public async Task The_inbox_limit_of_the_settings_is_the_limit_of_the_append()
    {
        _world.Options.InboxLimit = 17;
        _world.Mindscapes.Setup(store => store.AppendAsync(World.Ana, It.IsAny<ImmutableArray<Observation>>(), 17, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new AppendOutcome.Full());
        Assert.Equal(TimeSpan.FromSeconds(1), Assert.IsType<RecordOutcome.InboxFull>(await RecordAsync(Check("a"))).RetryAfter);
    }

    private Task<RecordOutcome> RecordAsync(params ObservationDraft[] drafts) => _recorder.RecordAsync(World.Ana, [.. drafts], null, CancellationToken.None);

    private void Appends(params AppendedItem[] items) =>
        _world.Mindscapes.Setup(store => store.AppendAsync(World.Ana, It.IsAny<ImmutableArray<Observation>>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .Callback((PersonId _, ImmutableArray<Observation> observations, int _, CancellationToken _) => _appended = observations)
            .ReturnsAsync(() => new AppendOutcome.Appended([.. items]));

    private static ObservationDraft Check(string? id, string mood = "good", string? corrects = null, string pointer = "") => new()
    {
        Pointer = pointer,
        Id = id is null ? null : ObservationId.Parse(id),
        Type = "check",
        Content = Map($$"""{"mood":"{{mood}}"}"""),
        Corrects = corrects is null ? null : ObservationId.Parse(corrects),
    };

    private static ObservationDraft Note(string id) =>
        new() { Pointer = "", Id = ObservationId.Parse(id), Type = "note", Content = Map("""{"text":"a longer one"}""") };

    private static DataValue.Map Map(string json) => (DataValue.Map)DataValueJson.Parse(json);
}
