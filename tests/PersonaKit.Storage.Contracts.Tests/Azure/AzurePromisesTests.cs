using PersonaKit.Azure.Mindscapes;
using PersonaKit.Azure.Personas;
using PersonaKit.Storage.Contracts.Promises;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

public sealed class AzurePromisesTests : PromisesContract
{
    /// <summary>Every operation is a request to a single-threaded emulator.</summary>
    protected override int Posts => 60;

    protected override async Task<Stores> CreateStoreAsync() => new(
        new CosmosMindscapeStore(await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id"), Samples.Catalog),
        new TablePersonaStore(await TableEmulator.NewTableAsync(), TimeProvider.System));
}
