using System.Text;
using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

public sealed class CosmosPeopleSampleTests : PeopleSampleContract
{
    [Fact]
    public async Task Tombstones_and_other_documents_are_not_people()
    {
        var container = await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id");
        var store = new CosmosMindscapeStore(container, Samples.Catalog);
        var person = Samples.NewPerson();
        await WriteAsync(container, """{"id":"erased","person_id":"erased","kind":"mindscape","erased_at":1}""", "erased");
        await WriteAsync(container, """{"id":"journal-000001","person_id":"paged","kind":"journal"}""", "paged");
        await WriteAsync(container, """{"id":"odd","person_id":"odd"}""", "odd");
        await store.AppendAsync(person, [Samples.Observation("first")], 100, None);

        Assert.Equal(person, Assert.Single(await store.SamplePeopleAsync(20, None)));
    }

    protected override async Task<IMindscapeStore> CreateStoreAsync() =>
        new CosmosMindscapeStore(await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id"), Samples.Catalog);

    private static async Task WriteAsync(Container container, string document, string partition)
    {
        using var answer = await container.CreateItemStreamAsync(new MemoryStream(Encoding.UTF8.GetBytes(document)), new PartitionKey(partition));
        Assert.True(answer.IsSuccessStatusCode, answer.ErrorMessage);
    }
}
