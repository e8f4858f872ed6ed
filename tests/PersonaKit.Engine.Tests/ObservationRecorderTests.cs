using System.Collections.Immutable;
using Moq;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Tests;

public class ObservationRecorderTests
{
    private readonly World _world = new();
    private readonly ObservationRecorder _recorder;
    private ImmutableArray<Observation> _appended;

    public ObservationRecorderTests() => _recorder = new(_world.Mindscapes.Object, World.Catalog, _world.Options, _world.Time);

    [Fact]
    public async Task The_receipt_covers_the_newest_of_the_batch_and_duplicates_too()
    {
        Appends(new AppendedItem.Duplicate(7), new AppendedItem.Accepted(12), new AppendedItem.Conflict());

        var recorded = Assert.IsType<RecordOutcome.Recorded>(await Record(null, Draft("good"), Draft("bad"), Draft("good")));

        Assert.Equal(12, Receipt.TryParse(recorded.Receipt!.ToString())!.LastSequence);
        Assert.Equal([RecordStatus.Duplicate, RecordStatus.Accepted, RecordStatus.Conflict], recorded.Items.Select(item => item.Status));
        Assert.All(recorded.Items, item => Assert.Equal("mood", Assert.Single(item.Feeds)));
    }

    [Fact]
    public async Task A_retry_with_the_same_idempotency_key_has_the_same_ids()
    {
        Appends(new AppendedItem.Accepted(1), new AppendedItem.Accepted(2));
        await Record("retry-me", Draft("good"), Draft("bad"));
        var first = _appended;
        await Record("retry-me", Draft("good"), Draft("bad"));

        Assert.Equal(first.Select(observation => observation.Id), _appended.Select(observation => observation.Id));
        Assert.Equal(2, first.Select(observation => observation.Id).Distinct().Count());
        await Record("another", Draft("good"), Draft("bad"));
        Assert.DoesNotContain(_appended, observation => first.Any(other => other.Id == observation.Id));
    }

    [Fact]
    public async Task A_batch_with_an_invalid_observation_stores_nothing()
    {
        var invalid = Assert.IsType<RecordOutcome.Invalid>(await Record(null, Draft("good"), Draft("sleepy") with { Pointer = "/1" }));

        Assert.Equal("/1/content/mood", Assert.Single(invalid.Faults).Pointer);
        _world.Mindscapes.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Content_of_16_KiB_is_accepted_and_one_more_byte_is_refused()
    {
        Appends(new AppendedItem.Accepted(1));
        var room = _world.Options.MaxObservationBytes - """{"x":""}""".Length;

        Assert.IsType<RecordOutcome.Recorded>(await Record(null, Sized(room)));
        Assert.IsType<RecordOutcome.TooLarge>(await Record(null, Sized(room + 1)));
    }

    [Fact]
    public async Task A_full_inbox_answers_with_a_retry_time()
    {
        _world.Mindscapes.Setup(store => store.AppendAsync(World.Ana, It.IsAny<ImmutableArray<Observation>>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new AppendOutcome.Full());

        Assert.IsType<RecordOutcome.InboxFull>(await Record(null, Draft("good")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("not base64 !")]
    [InlineData("MS4xMi4")]
    [InlineData("Mi4xMi5hYmNkZWYwMQ")]
    public void An_invalid_receipt_is_refused(string text) => Assert.Null(Receipt.TryParse(text));

    private Task<RecordOutcome> Record(string? key, params ObservationDraft[] drafts) =>
        _recorder.RecordAsync(World.Ana, [.. drafts], key, CancellationToken.None);

    private void Appends(params AppendedItem[] items) =>
        _world.Mindscapes.Setup(store => store.AppendAsync(World.Ana, It.IsAny<ImmutableArray<Observation>>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .Callback((PersonId _, ImmutableArray<Observation> observations, int _, CancellationToken _) => _appended = observations)
            .ReturnsAsync(new AppendOutcome.Appended([.. items]));

    private static ObservationDraft Draft(string mood) =>
        new() { Pointer = "", Type = "check", Content = (DataValue.Map)DataValueJson.Parse($$"""{"mood":"{{mood}}"}""") };

    private static ObservationDraft Sized(int length) =>
        new() { Pointer = "", Type = "note", Content = new DataValue.Map([new("x", DataValue.Of(new string('a', length)))]) };
}
