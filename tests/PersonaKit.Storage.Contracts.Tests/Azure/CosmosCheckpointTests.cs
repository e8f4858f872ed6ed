using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

public sealed class CosmosCheckpointTests : CheckpointContract
{
    private Container _container = null!;
    private CosmosMindscapeStore _store = null!;

    protected override ICheckpointStore Checkpoints => _store.Checkpoints;

    /// <summary>Every operation is a request to a single-threaded emulator.</summary>
    protected override int Histories => Thoroughness.Of(full: 8, quick: 2);

    protected override async Task<IMindscapeStore> CreateStoreAsync()
    {
        _container = await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id");
        return _store = new CosmosMindscapeStore(_container, Samples.Catalog, new JournalLimits { RecentObservations = 4 });
    }

    protected override Task<string> DumpAsync(PersonId personId) => CosmosDump.OfAllAsync(_container);
}
