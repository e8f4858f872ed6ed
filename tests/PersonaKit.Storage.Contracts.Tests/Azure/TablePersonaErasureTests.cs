using PersonaKit.Azure.Personas;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

public sealed class TablePersonaErasureTests : PersonaErasureContract
{
    protected override async Task<IPersonaStore> CreateStoreAsync() =>
        new TablePersonaStore(await TableEmulator.NewTableAsync(), TimeProvider.System);
}
