using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Azure.Personas;
using PersonaKit.Storage.Contracts.Promises;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;
using Xunit.Abstractions;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

public sealed class AzureInterleavingsTests(ITestOutputHelper output) : InterleavingsContract
{
    private Container _container = null!;

    protected override ITestOutputHelper Output => output;

    protected override async Task<Stores> CreateStoreAsync()
    {
        // The limits are so low that a few posts are enough for journal pages.
        _container = await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id");
        return new Stores(
            new CosmosMindscapeStore(_container, Samples.Catalog, new JournalLimits { RecentObservations = 2 }),
            new TablePersonaStore(await TableEmulator.NewTableAsync(), TimeProvider.System));
    }

    protected override async Task AssertNothingIsLeftAsync()
    {
        var (tombstones, pages) = (0, 0);
        await foreach (var document in _container.ReadAllAsync())
        {
            if (CosmosDump.IsEmptyDirectory(document))
            {
                continue;
            }

            var isTombstone = document.TryGetProperty("erased_at", out _);
            Assert.True(isTombstone || document.GetProperty("kind").GetString() == "journal", "somebody lives");
            (tombstones, pages) = isTombstone ? (tombstones + 1, pages) : (tombstones, pages + 1);
        }

        Assert.Equal((People, 0), (tombstones, pages));
    }
}
