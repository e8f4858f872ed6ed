using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Exporting;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Tests;

/// <summary>An export is as of its request, whatever is accepted and folded while its observations are read.</summary>
public sealed class PersonExporterTests
{
    private readonly World _world = new();
    private readonly PersonExporter _exporter;

    public PersonExporterTests()
    {
        var mappers = new Mock<IMapperStore>(MockBehavior.Strict);
        mappers.Setup(store => store.ReadIndexAsync(null, It.IsAny<CancellationToken>())).ReturnsAsync(new MapperIndex([], "1"));
        _world.Personas.Setup(store => store.ListAsync(World.Ana, It.IsAny<CancellationToken>())).ReturnsAsync(new PersonaListing(new(1), []));
        _exporter = new PersonExporter(
            _world.Mindscapes.Object,
            _world.Folder,
            _world.Provider,
            new MapperRegistry(mappers.Object, _world.Options, _world.Time, NullLogger<MapperRegistry>.Instance),
            _world.Time);
    }

    [Fact]
    public async Task What_is_accepted_after_the_request_is_not_in_the_export()
    {
        _world.Reads(_world.Stored(1, [_world.Check("good")], _world.Check("bad", "o2")));

        // Meanwhile a third was accepted, and a fold moved it and the second to the history.
        Folded(_world.Check("good"), _world.Check("bad", "o2"), _world.Check("good", "o3"));
        Assert.Equal(["1 o1", "2 o2"], await ExportedAsync());
    }

    [Fact]
    public async Task The_last_that_was_accepted_before_the_request_is_in_the_export()
    {
        _world.Reads(_world.Stored(2, [_world.Check("good"), _world.Check("bad", "o2")]));
        Folded(_world.Check("good"), _world.Check("bad", "o2"), _world.Check("good", "o3"));
        Assert.Equal(["1 o1", "2 o2"], await ExportedAsync());
    }

    [Fact]
    public async Task What_is_in_the_inbox_follows_the_history_once_and_in_order()
    {
        _world.Reads(_world.Stored(1, [_world.Check("good")], _world.Check("bad", "o2"), _world.Check("bad", "o3")));

        // A fold of another instance has come as far as the second.
        Folded(_world.Check("good"), _world.Check("bad", "o2"));
        Assert.Equal(["1 o1", "2 o2", "3 o3"], await ExportedAsync());
    }

    [Fact]
    public async Task What_is_retracted_is_exported_without_its_content_before_the_fold()
    {
        var retraction = Retraction.Of(ObservationId.Parse("o1"), _world.Time.GetUtcNow());
        var waiting = Retraction.Of(ObservationId.Parse("o2"), _world.Time.GetUtcNow());
        _world.Reads(_world.Stored(1, [_world.Check("good")], _world.Check("bad", "o2"), retraction, waiting));
        Folded(_world.Check("good"));
        Assert.Equal(
            ["1 o1 forgotten", "2 o2 forgotten", $"3 {retraction.Id}", $"4 {waiting.Id}"],
            await ExportedAsync());
    }

    [Fact]
    public async Task Nothing_is_exported_of_nobody_and_of_somebody_who_was_erased()
    {
        _world.Reads(null, _world.Tombstone(3, 7));
        Assert.Null(await _exporter.ExportAsync(World.Ana, CancellationToken.None));
        Assert.Null(await _exporter.ExportAsync(World.Ana, CancellationToken.None));
    }

    private void Folded(params Observation[] observations) =>
        _world.Mindscapes.Setup(store => store.ReadFoldedAsync(World.Ana, It.IsAny<CancellationToken>()))
            .Returns(() => observations.Select((observation, i) => new AcceptedObservation(i + 1, observation)).ToAsyncEnumerable());

    private async Task<List<string>> ExportedAsync()
    {
        var export = (await _exporter.ExportAsync(World.Ana, CancellationToken.None))!;
        Assert.Equal(_world.Time.GetUtcNow(), export.ExportedAt);
        return [.. (await export.Observations.ToListAsync()).Select(accepted =>
            $"{accepted.Number} {accepted.Observation.Id}{(accepted.Observation.IsForgotten ? " forgotten" : "")}")];
    }
}
