using Microsoft.Extensions.Logging.Abstractions;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine;
using PersonaKit.Engine.Mapping;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Sqlite;

namespace PersonaKit.Storage.Contracts.Tests;

/// <summary>Uploads and activations that are refused although text and etag are valid.</summary>
public sealed class MapperLimitTests : IAsyncLifetime
{
    private readonly TemporaryDatabase _database = new();
    private IMapperStore _store = null!;
    private MapperLifecycle _lifecycle = null!;

    public Task InitializeAsync()
    {
        _store = _database.Open().Mappers;
        var options = new EngineOptions { MapperLimit = 2, MapperRevisionLimit = 3 };
        var registry = new MapperRegistry(_store, options, TimeProvider.System, NullLogger<MapperRegistry>.Instance);
        _lifecycle = new MapperLifecycle(_store, registry, Samples.Catalog, options, TimeProvider.System);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Mappers_are_made_up_to_the_limit_and_changed_beyond_it()
    {
        Assert.IsType<MapperChangeOutcome.Done>(await UploadAsync("a", "1"));
        Assert.IsType<MapperChangeOutcome.Done>(await UploadAsync("b", "1"));
        Assert.Contains("2 mappers", Assert.IsType<MapperChangeOutcome.Full>(await UploadAsync("c", "1")).Reason, StringComparison.Ordinal);
        Assert.IsType<MapperChangeOutcome.Done>(await UploadAsync("a", "2"));
        Assert.Equal(2, (await _store.ReadIndexAsync(null, default))!.Heads.Length);
    }

    [Fact]
    public async Task Revisions_are_added_up_to_the_limit_and_the_newest_text_may_come_again()
    {
        for (var i = 1; i <= 3; i++)
        {
            Assert.IsType<MapperChangeOutcome.Done>(await UploadAsync("a", $"{i}"));
        }

        Assert.Contains("3 revisions", Assert.IsType<MapperChangeOutcome.Full>(await UploadAsync("a", "4")).Reason, StringComparison.Ordinal);
        Assert.False(Assert.IsType<MapperChangeOutcome.Done>(await UploadAsync("a", "3")).IsNew);
    }

    [Fact]
    public async Task A_revision_that_this_version_cannot_read_is_not_activated()
    {
        var id = MapperId.Parse("strange");
        await _store.AddAsync(id, "metadata: {id: strange}\nfrom_a_newer_version: true", MapperOrigin.Api, Samples.Now, null, default);
        var refused = Assert.IsType<MapperChangeOutcome.Invalid>(await _lifecycle.ActivateAsync(id, 1, MapperExpectation.None, default));
        Assert.Equal(2, Assert.Single(refused.Errors).Line);
        Assert.Null((await _store.ReadHistoryAsync(id, default))!.Head.Active);
    }

    private Task<MapperChangeOutcome> UploadAsync(string id, string name) => _lifecycle.UploadAsync(
        MapperId.Parse(id), $"metadata: {{id: {id}, name: '{name}'}}", name == "1" ? MapperExpectation.None : MapperExpectation.Present, default);
}
