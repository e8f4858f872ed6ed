using PersonaKit.Azure.Mindscapes;
using PersonaKit.Azure.Personas;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite;
using PersonaKit.Storage.Contracts.Promises;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;
using PersonaKit.Storage.Contracts.Tests.Sqlite;
using Xunit.Sdk;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Every suite fails for a store that is broken on purpose.</summary>
public sealed class BrokenStoreTests : IAsyncLifetime
{
    private readonly TemporaryDatabase _database = new();
    private SqliteDatabase _sound = null!;

    public Task InitializeAsync()
    {
        _sound = _database.Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_replace_that_ignores_versions_fails_the_suite()
    {
        var broken = new VersionIgnoringReplace(_sound.Mindscapes);
        await FailsAsync(new Folds(broken), suite => suite.A_fold_over_another_fold_conflicts_and_changes_nothing());
        await FailsAsync(new Folds(broken), suite => suite.One_of_several_concurrent_folds_wins());
        await FailsAsync(new Sequences(broken), suite => suite.Any_sequence_of_appends_folds_and_erases_ends_where_the_model_does());
    }

    [Fact]
    public async Task A_replace_that_drops_what_came_after_its_basis_fails_the_suite()
    {
        var broken = new InboxLosingReplace(_sound.Mindscapes);
        await FailsAsync(new Folds(broken), suite => suite.Observations_accepted_after_the_basis_stay_in_the_inbox());
        await FailsAsync(new Sequences(broken), suite => suite.Any_sequence_of_appends_folds_and_erases_ends_where_the_model_does());
    }

    [Fact]
    public async Task An_append_that_counts_retries_fails_the_suite()
    {
        var broken = new DoubleCountingAppend(_sound.Mindscapes);
        await FailsAsync(new Appends(broken), suite => suite.A_retry_is_a_duplicate_under_its_first_number_and_counts_once());
        await FailsAsync(new Appends(broken), suite => suite.Concurrent_retries_count_every_observation_once());
        await FailsAsync(new Sequences(broken), suite => suite.Any_sequence_of_appends_folds_and_erases_ends_where_the_model_does());
    }

    [Fact]
    public async Task An_append_that_stores_a_part_of_a_batch_fails_the_suite()
    {
        var broken = new PiecemealAppend(_sound.Mindscapes);
        await FailsAsync(new Appends(broken), suite => suite.A_batch_too_large_for_the_inbox_is_refused_as_a_whole());
        await FailsAsync(new Appends(broken), suite => suite.A_refused_first_batch_creates_no_person());
    }

    [Fact]
    public async Task A_replace_that_scrubs_nothing_fails_the_suite()
    {
        Retractions Suite() => new(new RememberingReplace(_sound.Mindscapes), _database);
        await FailsAsync(Suite(), suite => suite.After_any_retractions_exactly_the_rest_is_folded_and_stored());
        await FailsAsync(Suite(), suite => suite.A_retraction_is_shown_at_once_and_its_retry_is_a_duplicate_before_and_after_the_fold());
        await FailsAsync(Suite(), suite => suite.A_correction_is_stored_and_scrubs_in_one_write());
        await FailsAsync(Suite(), suite => suite.A_losing_fold_never_restores_a_retracted_observation(3, 0));
        await FailsAsync(Suite(), suite => suite.Concurrent_posts_retractions_and_folds_keep_all_other_observations());
    }

    [Fact]
    public Task An_append_that_reports_scrubbed_ids_as_conflicts_fails_the_suite() =>
        FailsAsync(new Retractions(new ConflictingAppend(_sound.Mindscapes), _database), suite => suite.The_id_of_a_scrubbed_observation_stays_reserved(0));

    [Fact]
    public async Task A_head_that_can_be_lowered_fails_the_suite()
    {
        await FailsAsync(new Rows(new HeadThatGoesBack(_sound.Personas)), suite => suite.A_head_is_never_lowered());
        await FailsAsync(new Rows(new HeadOfTheLatestSave(_sound.Personas)), suite => suite.A_late_save_of_an_old_persona_does_not_move_the_head());
    }

    [Fact]
    public async Task Without_the_head_check_stale_personas_are_found()
    {
        var stores = new Stores(_sound.Mindscapes, new HeadThatNobodySees(_sound.Personas));
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
            new Promises(new(new DoubleCountingAppend(_sound.Mindscapes), _sound.Personas)),
            suite => suite.The_stored_traits_depend_only_on_the_set_of_observations());

    [Fact]
    public async Task A_purge_that_takes_a_live_row_fails_the_suite()
    {
        var broken = new PurgeOfLiveRows(_sound.Personas);
        await FailsAsync(new Purges(broken), suite => suite.A_purge_deletes_what_expired_at_or_before_now_and_nothing_else());
        await FailsAsync(new Purges(broken), suite => suite.Exactly_the_expired_rows_are_purged());
    }

    [Fact]
    public Task A_purge_without_a_bound_fails_the_suite() =>
        FailsAsync(new Purges(new BoundlessPurge(_sound.Personas)), suite => suite.A_purge_deletes_no_more_rows_than_it_was_told());

    [Fact]
    public Task A_mapper_store_that_makes_a_revision_of_every_upload_fails_the_suite() =>
        FailsAsync(new Mappers(new ForgetfulMapperStore(_sound.Mappers)), suite => suite.The_same_text_again_is_the_same_revision_with_any_etag());

    [Fact]
    public async Task A_mapper_store_that_ignores_tags_fails_the_suite()
    {
        var broken = new TagIgnoringMapperStore(_sound.Mappers);
        await FailsAsync(new Mappers(broken), suite => suite.One_of_several_concurrent_uploads_under_one_etag_wins());
        await FailsAsync(new Mappers(broken), suite => suite.A_change_with_an_old_etag_conflicts());
    }

    [Fact]
    public async Task A_mapper_store_that_activates_another_revision_fails_the_suite()
    {
        var broken = new EagerMapperStore(_sound.Mappers);
        await FailsAsync(new Mappers(broken), suite => suite.One_revision_is_active_and_an_older_one_can_be_activated_again());
    }

    [Fact]
    public async Task An_erase_that_keeps_the_history_fails_the_suite()
    {
        var broken = new EraseThatKeepsTheHistory(_sound.Mindscapes);
        await FailsAsync(new Erasures(broken), suite => suite.An_erase_leaves_only_a_tombstone());
        await FailsAsync(new Sequences(broken), suite => suite.Any_sequence_of_appends_folds_and_erases_ends_where_the_model_does());
    }

    [Fact]
    public async Task An_erase_that_restarts_the_version_fails_the_suite()
    {
        var broken = new EraseThatRestartsTheVersion(_sound.Mindscapes);
        await FailsAsync(new Erasures(broken), suite => suite.After_an_erase_a_new_history_starts_empty_and_the_numbers_continue());
        await FailsAsync(new Sequences(broken), suite => suite.Any_sequence_of_appends_folds_and_erases_ends_where_the_model_does());
    }

    [Fact]
    public async Task An_erase_that_keeps_the_rows_fails_the_suite()
    {
        var broken = new EraseThatKeepsTheRows(_sound.Personas);
        await FailsAsync(new RowErasures(broken), suite => suite.An_erase_leaves_the_head_and_no_row());

        // The embedded store erases both in one transaction; with separate stores the rows are found.
        var (mindscapes, personas) = await OnAzureAsync();
        await FailsAsync(new Interleavings(new(mindscapes, new EraseThatKeepsTheRows(personas))), suite => suite.No_interleaving_serves_a_stale_persona());
    }

    private static async Task<(IMindscapeStore Mindscapes, IPersonaStore Personas)> OnAzureAsync() => (
        new CosmosMindscapeStore(await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id"), Samples.Catalog),
        new TablePersonaStore(await TableEmulator.NewTableAsync(), TimeProvider.System));

    [Fact]
    public Task A_mapper_store_that_loses_inactive_revisions_fails_the_suite() =>
        FailsAsync(new Mappers(new ActiveOnlyMapperStore(_sound.Mappers)), suite => suite.Another_text_is_the_next_revision_even_when_an_older_one_had_it());

    [Fact]
    public Task A_sample_that_names_somebody_twice_fails_the_suite() =>
        FailsAsync(new People(new RepeatingSample(_sound.Mindscapes)), suite => suite.A_sample_is_no_larger_than_asked_for());

    private static async Task FailsAsync<TSuite>(TSuite suite, Func<TSuite, Task> test)
        where TSuite : IAsyncLifetime
    {
        await suite.InitializeAsync();
        var failure = await Record.ExceptionAsync(() => test(suite));

        // The failure of a generated case is wrapped, with the shortest failing sequence.
        Assert.True((failure is CsCheck.CsCheckException ? failure.InnerException : failure) is XunitException, $"the suite did not find the fault: {failure}");
    }

    private sealed class Appends(IMindscapeStore store) : MindscapeStoreContract
    {
        protected override Task<IMindscapeStore> CreateStoreAsync() => Task.FromResult(store);
    }

    private sealed class Folds(IMindscapeStore store) : MindscapeFoldContract
    {
        protected override Task<IMindscapeStore> CreateStoreAsync() => Task.FromResult(store);
    }

    private sealed class Erasures(IMindscapeStore store) : MindscapeErasureContract
    {
        protected override Task<IMindscapeStore> CreateStoreAsync() => Task.FromResult(store);
    }

    private sealed class RowErasures(IPersonaStore store) : PersonaErasureContract
    {
        protected override Task<IPersonaStore> CreateStoreAsync() => Task.FromResult(store);
    }

    private sealed class Sequences(IMindscapeStore store) : MindscapeSequencesContract
    {
        protected override Task<IMindscapeStore> CreateStoreAsync() => Task.FromResult(store);
    }

    private sealed class Retractions(IMindscapeStore store, TemporaryDatabase database) : RetractionContract
    {
        protected override Task<IMindscapeStore> CreateStoreAsync() => Task.FromResult(store);

        protected override Task<string> DumpAsync(PersonId personId) => Task.FromResult(SqliteRetractionTests.Dump(database, personId));
    }

    private sealed class People(IMindscapeStore store) : PeopleSampleContract
    {
        protected override Task<IMindscapeStore> CreateStoreAsync() => Task.FromResult(store);
    }

    private sealed class Rows(IPersonaStore store) : PersonaStoreContract
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

    private sealed class Mappers(IMapperStore store) : MapperStoreContract
    {
        protected override Task<IMapperStore> CreateStoreAsync() => Task.FromResult(store);
    }
}
