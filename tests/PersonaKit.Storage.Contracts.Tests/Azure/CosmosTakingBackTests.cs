using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>The limits are so low that what is taken back is in the inbox, in the hot document or on a page.</summary>
public sealed class CosmosTakingBackTests : TakingBackContract
{
    private Container _container = null!;

    protected override async Task<IMindscapeStore> CreateStoreAsync()
    {
        _container = await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id");
        return new CosmosMindscapeStore(_container, Samples.Catalog, new JournalLimits { RecentObservations = 4 });
    }

    protected override Task<string> DumpAsync(PersonId personId) => CosmosDump.OfAsync(_container, personId);
}
