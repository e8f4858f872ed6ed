using PersonaKit.Azure.Mappers;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

public sealed class CosmosMapperSeedsTests : MapperSeedsContract
{
    protected override async Task<IMapperStore> CreateStoreAsync() =>
        new CosmosMapperStore(await CosmosEmulator.NewContainerAsync("mappers", "/id"));
}
