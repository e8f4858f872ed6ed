using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

public sealed class CosmosUnreadableMindscapeTests : UnreadableMindscapeContract
{
    private Container _container = null!;

    protected override async Task<IMindscapeStore> CreateStoreAsync()
    {
        _container = await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id");
        return new CosmosMindscapeStore(_container, Samples.Catalog);
    }

    protected override async Task<IMindscapeStore> DamageAsync(PersonId personId, string field, string? json)
    {
        var key = new PartitionKey(personId.Value);
        using var read = await _container.ReadItemStreamAsync(personId.Value, key);
        var document = JsonNode.Parse(read.Content)!.AsObject();
        document.Remove(field);
        if (json is not null)
        {
            document[field] = JsonNode.Parse(json);
        }

        using var body = new MemoryStream(Encoding.UTF8.GetBytes(document.ToJsonString()));
        using var written = await _container.ReplaceItemStreamAsync(body, personId.Value, key);
        written.EnsureSuccessStatusCode();
        return new CosmosMindscapeStore(_container, Samples.Catalog);
    }
}
