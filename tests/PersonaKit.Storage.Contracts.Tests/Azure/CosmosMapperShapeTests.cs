using System.Text;
using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Mappers;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>Documents of earlier versions, and texts that are too large.</summary>
public sealed class CosmosMapperShapeTests
{
    private static readonly MapperId Work = MapperId.Parse("work");

    [Fact]
    public async Task An_index_stored_by_a_version_without_drafts_is_read_and_updated()
    {
        var container = await CosmosEmulator.NewContainerAsync("mappers", "/id");
        const string source = "metadata: {id: work}";
        var digest = MapperRevision.DigestOf(source);
        await WriteAsync(container, "active", $$"""{"id":"active","mappers":[{"mapper_id":"work","revision":3,"digest":"{{digest}}","created_at":1768903200250}]}""");
        await WriteAsync(container, $"work!3!{digest}", $$"""{"id":"work!3!{{digest}}","source":"{{source}}"}""");
        var store = new CosmosMapperStore(container);

        var head = Assert.Single((await store.ReadIndexAsync(null, default))!.Heads);
        Assert.Equal((3, 3, 3, MapperOrigin.File, MapperStatus.Active), (head.Active!.Number, head.Newest.Number, head.Seed!.Number, head.DecidedBy!.Value, head.Status));
        Assert.Equal(new StoredMapper(Work, 3, source, Samples.Now), await store.FindAsync(Work, 3, default));

        var next = Assert.IsType<MapperWriteOutcome.Saved>(await store.AddAsync(Work, "metadata: {id: work, name: W}", MapperOrigin.Api, Samples.Now, head.ETag, default)).Head;
        Assert.Equal((3, 4), (next.Active!.Number, next.Newest.Number));
        Assert.Equal([4, 3], (await store.ReadHistoryAsync(Work, default))!.Revisions.Select(revision => revision.Number));
        Assert.Equal(source, (await store.FindAsync(Work, 3, default))!.Source);
    }

    [Fact]
    public async Task A_text_whose_document_would_be_too_large_is_refused_and_leaves_nothing()
    {
        var store = new CosmosMapperStore(await CosmosEmulator.NewContainerAsync("mappers", "/id"));
        Assert.IsType<MapperWriteOutcome.TooLarge>(await store.AddAsync(Work, new string('"', 1024 * 1024), MapperOrigin.Api, Samples.Now, null, default));
        Assert.IsType<MapperWriteOutcome.Saved>(await store.AddAsync(Work, new string('x', 1024 * 1024), MapperOrigin.Api, Samples.Now, null, default));
        Assert.Equal(1, Assert.Single((await store.ReadIndexAsync(null, default))!.Heads).Newest.Number);
    }

    private static async Task WriteAsync(Container container, string id, string body)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(body));
        using var written = await container.CreateItemStreamAsync(content, new PartitionKey(id));
        written.EnsureSuccessStatusCode();
    }
}
