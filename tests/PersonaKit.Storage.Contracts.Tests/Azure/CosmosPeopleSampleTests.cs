using PersonaKit.Azure.Mindscapes;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

public sealed class CosmosPeopleSampleTests : PeopleSampleContract
{
    protected override async Task<IMindscapeStore> CreateStoreAsync() =>
        new CosmosMindscapeStore(await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id"), Samples.Catalog);
}
