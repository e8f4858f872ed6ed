using Microsoft.Extensions.Logging.Abstractions;
using System.Collections.Immutable;
using System.Text;
using Moq;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Documents;
using PersonaKit.Engine.Exporting;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Tests;

public class RetractionTests
{
    private readonly World _world = new();
    private readonly ObservationRecorder _recorder;
    private readonly MindscapeRebuilder _rebuilder;

    public RetractionTests()
    {
        _recorder = new(_world.Mindscapes.Object, World.Catalog, _world.Options, _world.Time);
        _rebuilder = new(_world.Mindscapes.Object, _world.Personas.Object, _world.Folder, _world.Options, _world.Time);
    }

    [Fact]
    public async Task A_retraction_has_an_id_derived_from_the_id_it_names()
    {
        var check = _world.Check("bad");
        Observation? appended = null;
        _world.Mindscapes.Setup(store => store.AppendAsync(World.Ana, It.IsAny<ImmutableArray<Observation>>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .Callback((PersonId _, ImmutableArray<Observation> observations, int _, CancellationToken _) => appended = Assert.Single(observations))
            .ReturnsAsync(new AppendOutcome.Appended([new AppendedItem.Duplicate(7)]));

        var retracted = Assert.IsType<RetractOutcome.Retracted>(await _recorder.RetractAsync(World.Ana, check.Id, CancellationToken.None));
        Assert.Equal(7, retracted.Receipt.LastSequence);
        Assert.Equal((Retraction.IdOf(check.Id), check.Id), (appended!.Id, Retraction.NamedBy(appended)));
    }

    [Fact]
    public async Task A_full_inbox_refuses_a_retraction()
    {
        var check = _world.Check("bad");
        _world.Mindscapes.Setup(store => store.AppendAsync(World.Ana, It.IsAny<ImmutableArray<Observation>>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new AppendOutcome.Full());

        Assert.IsType<RetractOutcome.InboxFull>(await _recorder.RetractAsync(World.Ana, check.Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_retraction_for_a_person_erased_before_its_append_finds_no_person()
    {
        var check = _world.Check("bad");
        _world.Mindscapes.Setup(store => store.AppendAsync(World.Ana, It.IsAny<ImmutableArray<Observation>>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new AppendOutcome.UnknownPerson());
        var correction = new ObservationDraft { Pointer = "", Type = check.Type, Content = check.Content, Corrects = check.Id };

        Assert.IsType<RetractOutcome.UnknownPerson>(await _recorder.RetractAsync(World.Ana, check.Id, CancellationToken.None));
        var refused = Assert.IsType<RecordOutcome.UnknownCorrected>(await _recorder.RecordAsync(World.Ana, [correction], null, CancellationToken.None));
        Assert.Equal("/corrects", Assert.Single(refused.Faults).Pointer);
    }

    [Fact]
    public async Task A_retraction_of_a_folded_observation_folds_the_rest_of_the_history()
    {
        var (first, second) = (_world.Check("bad"), _world.Check("good", "o2"));
        var stored = _world.Stored(2, [first, second], Retraction.Of(first.Id, _world.Time.GetUtcNow()));
        HasFolded(first, second);

        var folded = await _world.Folder.FoldAsync(stored, CancellationToken.None);
        Assert.Equal(MindscapeDocument.Write(_world.Stored(3, [second]).Mindscape with { LastSequence = 3 }), MindscapeDocument.Write(folded));
    }

    [Fact]
    public async Task A_retraction_of_an_observation_in_the_inbox_needs_no_history()
    {
        var (first, second) = (_world.Check("bad"), _world.Check("good", "o2"));
        var stored = _world.Stored(1, [first], second, Retraction.Of(second.Id, _world.Time.GetUtcNow()));

        var folded = await _world.Folder.FoldAsync(stored, CancellationToken.None);
        Assert.Equal(MindscapeDocument.Write(_world.Stored(3, [first]).Mindscape with { LastSequence = 3 }), MindscapeDocument.Write(folded));
        _world.Mindscapes.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task An_export_omits_the_content_of_retracted_observations()
    {
        var (first, second, third) = (_world.Check("bad"), _world.Check("good", "o2"), _world.Check("good", "o3"));
        _world.Reads(_world.Stored(1, [first, second], third, Retraction.Of(first.Id, _world.Time.GetUtcNow()), Retraction.Of(third.Id, _world.Time.GetUtcNow())));
        HasFolded(first, second);
        _world.Personas.Setup(store => store.ListAsync(World.Ana, It.IsAny<CancellationToken>())).ReturnsAsync(new PersonaListing(MindscapeVersion.None, []));
        var mappers = new Mock<IMapperStore>();
        mappers.Setup(store => store.ReadIndexAsync(null, It.IsAny<CancellationToken>())).ReturnsAsync(new MapperIndex([], ""));
        var registry = new MapperRegistry(mappers.Object, new EngineOptions(), _world.Time, NullLogger<MapperRegistry>.Instance);
        var exporter = new PersonExporter(_world.Mindscapes.Object, _world.Folder, _world.Provider, registry, _world.Time);

        var exported = await (await exporter.ExportAsync(World.Ana, CancellationToken.None))!.Observations.ToListAsync();
        Assert.Equal(["o1", "o2", "o3"], exported.Take(3).Select(accepted => accepted.Observation.Id.Value));
        Assert.Equal([true, false, true, false, false], exported.Select(accepted => accepted.Observation.IsForgotten));
    }

    [Fact]
    public async Task A_rebuild_saves_traits_that_do_not_follow_from_the_history_under_a_version_that_no_reader_has_seen()
    {
        var (first, second, third) = (_world.Check("bad"), _world.Check("good", "o2"), _world.Check("good", "o3"));
        var wrong = _world.Stored(4, [first], third) with { LastSequence = 3 };
        wrong = wrong with { Mindscape = wrong.Mindscape with { LastSequence = 2 }, Inbox = [new(3, third)] };
        _world.Reads(wrong, _world.Stored(6, [first, second, third]));
        HasFolded(first, second);
        var replaced = new Queue<ReplaceOutcome>([ReplaceOutcome.Saved]);
        _world.Mindscapes.Setup(store => store.ReplaceAsync(It.IsAny<StoredMindscape>(), It.IsAny<Mindscape>(), It.IsAny<CancellationToken>())).ReturnsAsync(replaced.Dequeue);
        _world.Personas.Setup(store => store.AdvanceHeadAsync(World.Ana, new MindscapeVersion(6), It.IsAny<CancellationToken>())).Returns(Task.CompletedTask);

        // A reader who folded the third onto what is wrong showed version 5.
        Assert.Equal(new MindscapeVersion(5), (await _world.Folder.FoldAsync(wrong, CancellationToken.None)).Version);
        Assert.Equal(new RebuildOutcome.Rebuilt(new MindscapeVersion(6), true, 3), await _rebuilder.RebuildAsync(World.Ana, CancellationToken.None));

        // What is right is not saved again.
        HasFolded(first, second, third);
        Assert.Equal(new RebuildOutcome.Rebuilt(new MindscapeVersion(6), false, 3), await _rebuilder.RebuildAsync(World.Ana, CancellationToken.None));
        Assert.Empty(replaced);
    }

    [Fact]
    public async Task What_is_retracted_or_corrected_and_not_stored_is_unknown()
    {
        _world.Mindscapes.Setup(store => store.AppendAsync(World.Ana, It.IsAny<ImmutableArray<Observation>>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new AppendOutcome.UnknownObservations(new HashSet<ObservationId> { ObservationId.Parse("o1") }));
        var check = _world.Check("bad");
        ObservationDraft Correct(string pointer, string id) => new() { Pointer = pointer, Type = check.Type, Content = check.Content, Corrects = ObservationId.Parse(id) };

        Assert.IsType<RetractOutcome.UnknownObservation>(await _recorder.RetractAsync(World.Ana, check.Id, CancellationToken.None));
        var refused = Assert.IsType<RecordOutcome.UnknownCorrected>(
            await _recorder.RecordAsync(World.Ana, [Correct("/0", "o2"), Correct("/1", "o1")], null, CancellationToken.None));
        Assert.Equal("/1/corrects", Assert.Single(refused.Faults).Pointer);
    }

    [Fact]
    public async Task A_rebuild_that_always_conflicts_reports_it()
    {
        var first = _world.Check("bad");
        var stored = _world.Stored(1, [first], _world.Check("good", "o2"));
        _world.Reads(stored, stored, stored, stored);
        HasFolded(first);
        _world.Mindscapes.Setup(store => store.ReplaceAsync(It.IsAny<StoredMindscape>(), It.IsAny<Mindscape>(), It.IsAny<CancellationToken>())).ReturnsAsync(ReplaceOutcome.Conflict);
        Assert.IsType<RebuildOutcome.Conflict>(await _rebuilder.RebuildAsync(World.Ana, CancellationToken.None));
    }

    [Fact]
    public void A_scrubbed_observation_is_stored_without_content_and_read_back()
    {
        var forgotten = (_world.Check("bad") with { Corrects = ObservationId.Parse("o0") }).Forget();
        var stored = ObservationDocument.Write(forgotten);
        Assert.Equal("""{"id":"o1","type":"check","at":1768903200000,"rx":1768903200000,"corrects":"o0","gone":true}""", Encoding.UTF8.GetString(stored));
        Assert.Equal(forgotten, ObservationDocument.Read(stored));
    }

    [Fact]
    public void An_observation_stored_by_a_version_without_retractions_is_read()
    {
        var read = ObservationDocument.Read("""{"id":"o1","type":"check","at":1768903200000,"rx":1768903200000,"fp":"ab","content":{"mood":"bad"}}"""u8);
        Assert.Equal(("o1", "ab", null, false), (read.Id.Value, read.Fingerprint, read.Corrects, read.IsForgotten));
        Assert.Throws<FormatException>(() => ObservationDocument.Read("""{"id":"o1","type":"check","at":1768903200000,"rx":1768903200000,"gone":false}"""u8));
    }

    private void HasFolded(params Observation[] observations) =>
        _world.Mindscapes.Setup(store => store.ReadFoldedAsync(World.Ana, It.IsAny<CancellationToken>()))
            .Returns(() => observations.Select((observation, i) => new AcceptedObservation(i + 1, observation)).ToAsyncEnumerable());
}
