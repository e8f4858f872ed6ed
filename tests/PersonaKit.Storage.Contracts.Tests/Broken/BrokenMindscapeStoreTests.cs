using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Sqlite;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>A suite fails for a mindscape store or a change feed that is broken on purpose.</summary>
public sealed class BrokenMindscapeStoreTests : BrokenStoreTest
{
    [Fact]
    public async Task A_feed_that_tries_nobody_again_fails_the_suite()
    {
        await FailsAsync(
            new Feeds(Sound.Mindscapes, new FeedThatGivesUp(Sound.Feed)),
            suite => suite.An_unhandled_person_is_redelivered_after_a_restart());
    }

    [Fact]
    public async Task A_replace_that_ignores_versions_fails_the_suite()
    {
        var broken = new VersionIgnoringReplace(Sound.Mindscapes);
        await FailsAsync(new Folds(broken), suite => suite.A_fold_over_another_fold_conflicts_and_changes_nothing());
        await FailsAsync(new Folds(broken), suite => suite.One_of_several_concurrent_folds_wins());
        await FailsAsync(new Sequences(broken), suite => suite.Any_sequence_of_appends_folds_and_erases_ends_where_the_model_does());
    }

    [Fact]
    public async Task A_replace_that_drops_what_came_after_its_basis_fails_the_suite()
    {
        var broken = new InboxLosingReplace(Sound.Mindscapes);
        await FailsAsync(new Folds(broken), suite => suite.Observations_accepted_after_the_basis_stay_in_the_inbox());
        await FailsAsync(new Sequences(broken), suite => suite.Any_sequence_of_appends_folds_and_erases_ends_where_the_model_does());
    }

    [Fact]
    public async Task An_append_that_counts_retries_fails_the_suite()
    {
        var broken = new DoubleCountingAppend(Sound.Mindscapes);
        await FailsAsync(new Appends(broken), suite => suite.A_retry_is_a_duplicate_under_its_first_number_and_counts_once());
        await FailsAsync(new Appends(broken), suite => suite.Concurrent_retries_count_every_observation_once());
        await FailsAsync(new Sequences(broken), suite => suite.Any_sequence_of_appends_folds_and_erases_ends_where_the_model_does());
    }

    [Fact]
    public async Task An_append_that_stores_a_part_of_a_batch_fails_the_suite()
    {
        var broken = new PiecemealAppend(Sound.Mindscapes);
        await FailsAsync(new Appends(broken), suite => suite.A_batch_too_large_for_the_inbox_is_refused_as_a_whole());
        await FailsAsync(new Appends(broken), suite => suite.A_refused_first_batch_creates_no_person());
    }

    [Fact]
    public async Task A_replace_that_scrubs_nothing_fails_the_suite()
    {
        Retractions Suite() => new(new RememberingReplace(Sound.Mindscapes), Database);
        await FailsAsync(Suite(), suite => suite.After_any_retractions_exactly_the_rest_is_folded_and_stored());
        await FailsAsync(Suite(), suite => suite.A_retraction_is_shown_at_once_and_its_retry_is_a_duplicate_before_and_after_the_fold());
        await FailsAsync(Suite(), suite => suite.A_correction_is_stored_and_scrubs_in_one_write());
        await FailsAsync(Suite(), suite => suite.A_losing_fold_never_restores_a_retracted_observation(3, 0));
        await FailsAsync(Suite(), suite => suite.Concurrent_posts_retractions_and_folds_keep_all_other_observations());
    }

    [Fact]
    public Task An_append_that_reports_scrubbed_ids_as_conflicts_fails_the_suite() =>
        FailsAsync(new Retractions(new ConflictingAppend(Sound.Mindscapes), Database), suite => suite.The_id_of_a_scrubbed_observation_stays_reserved(0));

    [Fact]
    public async Task An_erase_that_keeps_the_history_fails_the_suite()
    {
        var broken = new EraseThatKeepsTheHistory(Sound.Mindscapes);
        await FailsAsync(new Erasures(broken), suite => suite.An_erase_leaves_only_a_tombstone());
        await FailsAsync(new Sequences(broken), suite => suite.Any_sequence_of_appends_folds_and_erases_ends_where_the_model_does());
    }

    [Fact]
    public async Task An_erase_that_restarts_the_version_fails_the_suite()
    {
        var broken = new EraseThatRestartsTheVersion(Sound.Mindscapes);
        await FailsAsync(new Erasures(broken), suite => suite.After_an_erase_a_new_history_starts_empty_and_the_numbers_continue());
        await FailsAsync(new Sequences(broken), suite => suite.Any_sequence_of_appends_folds_and_erases_ends_where_the_model_does());
    }

    [Fact]
    public Task A_sample_that_names_somebody_twice_fails_the_suite() =>
        FailsAsync(new People(new RepeatingSample(Sound.Mindscapes)), suite => suite.A_sample_is_no_larger_than_asked_for());

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

    private sealed class Feeds(IMindscapeStore store, IChangeFeed feed) : ChangeFeedContract
    {
        protected override Task<(IMindscapeStore Mindscapes, IChangeFeed Feed)> OpenAsync() => Task.FromResult((store, feed));

        protected override Task<(IMindscapeStore Mindscapes, IChangeFeed Feed)> ReopenAsync() => OpenAsync();
    }
}
