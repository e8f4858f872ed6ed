using PersonaKit.Azure.Mindscapes;
using PersonaKit.Azure.Personas;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Promises;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>A suite fails for a persona store that is broken on purpose, and so do the promises over it.</summary>
public sealed class BrokenPersonaStoreTests : BrokenStoreTest
{
    [Fact]
    public async Task A_head_that_can_be_lowered_fails_the_suite()
    {
        await FailsAsync(new Rows(new HeadThatGoesBack(Sound.Personas)), suite => suite.A_head_is_never_lowered());
        await FailsAsync(new Rows(new HeadOfTheLatestSave(Sound.Personas)), suite => suite.A_late_save_of_an_old_persona_does_not_move_the_head());
    }

    [Fact]
    public async Task Without_the_head_check_stale_personas_are_found()
    {
        var stores = new Stores(Sound.Mindscapes, new HeadThatNobodySees(Sound.Personas));
        await FailsAsync(new Promises(stores), suite => suite.No_persona_older_than_the_announced_head_is_ever_served());
        await FailsAsync(new Interleavings(stores), suite => suite.No_interleaving_serves_a_stale_persona());
    }

    [Fact]
    public async Task Without_the_head_check_stale_personas_are_found_on_Azure_too()
    {
        var (mindscapes, personas) = await OnAzureAsync();
        await FailsAsync(new Interleavings(new(mindscapes, new HeadThatNobodySees(personas))), suite => suite.No_interleaving_serves_a_stale_persona());
    }

    [Fact]
    public Task An_append_that_counts_retries_breaks_the_promise_of_the_set() =>
        FailsAsync(
            new Promises(new(new DoubleCountingAppend(Sound.Mindscapes), Sound.Personas)),
            suite => suite.The_stored_traits_depend_only_on_the_set_of_observations());

    [Fact]
    public async Task A_purge_that_takes_a_live_row_fails_the_suite()
    {
        var broken = new PurgeOfLiveRows(Sound.Personas);
        await FailsAsync(new Purges(broken), suite => suite.A_purge_deletes_what_expired_at_or_before_now_and_nothing_else());
        await FailsAsync(new Purges(broken), suite => suite.Exactly_the_expired_rows_are_purged());
    }

    [Fact]
    public Task A_purge_without_a_bound_fails_the_suite() =>
        FailsAsync(new Purges(new BoundlessPurge(Sound.Personas)), suite => suite.A_purge_deletes_no_more_rows_than_it_was_told());

    [Fact]
    public async Task An_erase_that_keeps_the_rows_fails_the_suite()
    {
        var broken = new EraseThatKeepsTheRows(Sound.Personas);
        await FailsAsync(new RowErasures(broken), suite => suite.An_erase_leaves_the_head_and_no_row());

        // The embedded store erases both in one transaction; with separate stores the rows are found.
        var (mindscapes, personas) = await OnAzureAsync();
        await FailsAsync(new Interleavings(new(mindscapes, new EraseThatKeepsTheRows(personas))), suite => suite.No_interleaving_serves_a_stale_persona());
    }

    private static async Task<(IMindscapeStore Mindscapes, IPersonaStore Personas)> OnAzureAsync() => (
        new CosmosMindscapeStore(await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id"), Samples.Catalog),
        new TablePersonaStore(await TableEmulator.NewTableAsync(), TimeProvider.System));

    private sealed class Rows(IPersonaStore store) : PersonaStoreContract
    {
        protected override Task<IPersonaStore> CreateStoreAsync() => Task.FromResult(store);
    }

    private sealed class RowErasures(IPersonaStore store) : PersonaErasureContract
    {
        protected override Task<IPersonaStore> CreateStoreAsync() => Task.FromResult(store);
    }

    private sealed class Purges(IPersonaStore store) : PersonaPurgeContract
    {
        protected override Task<IPersonaStore> CreateStoreAsync() => Task.FromResult(store);
    }

    private sealed class Promises(Stores stores) : PromisesContract
    {
        protected override Task<Stores> CreateStoreAsync() => Task.FromResult(stores);
    }

    private sealed class Interleavings(Stores stores) : InterleavingsContract
    {
        protected override Task<Stores> CreateStoreAsync() => Task.FromResult(stores);
    }
}
