using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>The limits are so low that retracted observations are in the inbox, in the hot document and on one of two pages.</summary>
public sealed class CosmosRetractionTests : RetractionContract
{
    private Container _container = null!;

    /// <summary>Every operation is a request to a single-threaded emulator.</summary>
    protected override int Histories => Thoroughness.Of(full: 5, quick: 2);

    protected override int FirstObservations => 560;

    protected override async Task<IMindscapeStore> CreateStoreAsync()
    {
        _container = await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id");
        return new CosmosMindscapeStore(_container, Samples.Catalog, new JournalLimits { RecentObservations = 4 });
    }

    protected override Task<string> DumpAsync(PersonId personId) => CosmosDump.OfAsync(_container, personId);
}
