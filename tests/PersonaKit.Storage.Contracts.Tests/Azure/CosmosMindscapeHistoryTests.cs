using PersonaKit.Azure.Mindscapes;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>With so few recent observations that most of every history lies in the journal.</summary>
public sealed class CosmosMindscapeHistoryTests : MindscapeHistoryContract
{
    protected override async Task<IMindscapeStore> CreateStoreAsync() => new CosmosMindscapeStore(
        await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id"), Samples.Catalog, new JournalLimits { RecentObservations = 4 });
}
