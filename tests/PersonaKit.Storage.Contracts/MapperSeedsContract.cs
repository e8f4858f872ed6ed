using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Mapping;
using PersonaKit.Engine.Storage;
using PersonaKit.Language.Mappers;

namespace PersonaKit.Storage.Contracts;

/// <summary>Synchronizing the store with the files of a host's catalog folder.</summary>
public abstract class MapperSeedsContract : StoreContract<IMapperStore>
{
    private static readonly MapperId Work = MapperId.Parse("work");

    [Fact]
    public async Task A_file_becomes_the_active_revision_and_unchanged_changes_nothing()
    {
        await SyncFilesAsync(("work", "1"), ("rest", "1"));
        var first = await IndexAsync();
        Assert.Equal([("rest", 1), ("work", 1)], first.Heads.Select(head => (head.Id.Value, head.Active!.Number)));
        Assert.All(first.Heads, head => Assert.Equal(MapperOrigin.File, head.Newest.Origin));

        await SyncFilesAsync(("work", "1"), ("rest", "1"));
        Assert.Equal(first.ETag, (await IndexAsync()).ETag);
    }

    [Fact]
    public async Task A_changed_file_is_the_next_revision_and_active()
    {
        await SyncFilesAsync(("work", "1"));
        await SyncFilesAsync(("work", "2"));
        Assert.Equal((2, 2), await ActiveAndNewestAsync());
        await SyncFilesAsync(("work", "1"));
        Assert.Equal((3, 3), await ActiveAndNewestAsync());
    }

    [Fact]
    public async Task What_was_activated_through_the_API_stays_and_a_changed_file_is_kept_as_a_draft()
    {
        await SyncFilesAsync(("work", "1"));
        await UploadAsync("mine");
        await ActivateAsync(2);
        await SyncFilesAsync(("work", "1"));
        Assert.Equal((2, 2), await ActiveAndNewestAsync());
        await SyncFilesAsync(("work", "changed"));
        Assert.Equal((2, 3), await ActiveAndNewestAsync());
        await SyncFilesAsync(("work", "changed"));
        Assert.Equal((2, 3), await ActiveAndNewestAsync());
    }

    [Fact]
    public async Task A_draft_from_the_API_neither_hides_an_unchanged_file_nor_blocks_a_changed_one()
    {
        await SyncFilesAsync(("work", "1"));
        await UploadAsync("mine");
        await SyncFilesAsync(("work", "1"));
        Assert.Equal((1, 2), await ActiveAndNewestAsync());
        await SyncFilesAsync(("work", "changed"));
        Assert.Equal((3, 3), await ActiveAndNewestAsync());
    }

    [Fact]
    public async Task What_was_retired_through_the_API_stays_retired()
    {
        await SyncFilesAsync(("work", "1"));
        await Store.RetireAsync(Work, MapperOrigin.Api, (await HeadAsync()).ETag, None);
        await SyncFilesAsync(("work", "1"));
        Assert.Equal(MapperStatus.Retired, (await HeadAsync()).Status);
        await SyncFilesAsync(("work", "changed"));
        Assert.Equal((MapperStatus.Retired, 2), ((await HeadAsync()).Status, (await HeadAsync()).Newest.Number));
    }

    [Fact]
    public async Task A_removed_file_retires_its_mapper_and_a_restored_file_activates_it()
    {
        await SyncFilesAsync(("work", "1"));
        await SyncFilesAsync();
        Assert.Equal(MapperStatus.Retired, (await HeadAsync()).Status);
        await SyncFilesAsync(("work", "1"));
        Assert.Equal((1, 1), await ActiveAndNewestAsync());
    }

    [Fact]
    public async Task A_mapper_that_never_had_a_file_is_not_retired()
    {
        await UploadAsync("mine", isNew: true);
        await ActivateAsync(1);
        await SyncFilesAsync(("other", "1"));
        Assert.Equal((1, 1), await ActiveAndNewestAsync());
    }

    [Fact]
    public async Task Concurrent_starts_add_one_revision_for_each_file()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => SyncFilesAsync(("work", "1"), ("rest", "1")))));
        Assert.Equal([("rest", 1, 1), ("work", 1, 1)], (await IndexAsync()).Heads.Select(head => (head.Id.Value, head.Active!.Number, head.Newest.Number)));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => SyncFilesAsync(("work", "2"), ("rest", "1")))));
        Assert.Equal([("rest", 1, 1), ("work", 2, 2)], (await IndexAsync()).Heads.Select(head => (head.Id.Value, head.Active!.Number, head.Newest.Number)));
    }

    private Task SyncFilesAsync(params ImmutableArray<(string Id, string Words)> files) =>
        new MapperSeeds(Store, TimeProvider.System, NullLogger<MapperSeeds>.Instance).SyncFilesAsync([.. files.Select(file => Parse(file.Id, file.Words))], None);

    private static (MapperProgram, string) Parse(string id, string words)
    {
        var source = $"metadata: {{id: {id}, name: '{words}'}}";
        return (MapperParser.Parse(source).Program!, source);
    }

    private async Task UploadAsync(string words, bool isNew = false) =>
        Assert.IsType<MapperWriteOutcome.Saved>(await Store.AddAsync(Work, Parse("work", words).Item2, MapperOrigin.Api, Samples.Now, isNew ? null : (await HeadAsync()).ETag, None));

    private async Task ActivateAsync(int revision) =>
        Assert.IsType<MapperWriteOutcome.Saved>(await Store.ActivateAsync(Work, revision, MapperOrigin.Api, (await HeadAsync()).ETag, None));

    private async Task<(int? Active, int Newest)> ActiveAndNewestAsync() => ((await HeadAsync()).Active?.Number, (await HeadAsync()).Newest.Number);

    private async Task<MapperHead> HeadAsync() => (await IndexAsync()).Heads.Single(head => head.Id == Work);

    private async Task<MapperIndex> IndexAsync() => (await Store.ReadIndexAsync(null, None))!;
}
