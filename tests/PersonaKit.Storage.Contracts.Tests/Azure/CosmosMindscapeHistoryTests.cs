using PersonaKit.Azure.Mindscapes;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>The limit of recent observations is so low that most of each history is in the journal.</summary>
public sealed class CosmosMindscapeHistoryTests : MindscapeHistoryContract
{
    protected override async Task<IMindscapeStore> CreateStoreAsync() => new CosmosMindscapeStore(
        await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id"), Samples.Catalog, new JournalLimits { RecentObservations = 4 });
}
