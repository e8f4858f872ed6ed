using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>A suite fails for a mapper store that is broken on purpose.</summary>
public sealed class BrokenMapperStoreTests : BrokenStoreTest
{
    [Fact]
    public Task A_mapper_store_that_makes_a_revision_of_every_upload_fails_the_suite() =>
        FailsAsync(new Mappers(new ForgetfulMapperStore(Sound.Mappers)), suite => suite.The_same_text_again_is_the_same_revision_with_any_etag());

    [Fact]
    public async Task A_mapper_store_that_ignores_tags_fails_the_suite()
    {
        var broken = new TagIgnoringMapperStore(Sound.Mappers);
        await FailsAsync(new Mappers(broken), suite => suite.One_of_several_concurrent_uploads_under_one_etag_wins());
        await FailsAsync(new Mappers(broken), suite => suite.A_change_with_an_old_etag_conflicts());
    }

    [Fact]
    public async Task A_mapper_store_that_activates_another_revision_fails_the_suite()
    {
        var broken = new EagerMapperStore(Sound.Mappers);
        await FailsAsync(new Mappers(broken), suite => suite.One_revision_is_active_and_an_older_one_can_be_activated_again());
    }

    [Fact]
    public Task A_mapper_store_that_loses_inactive_revisions_fails_the_suite() =>
        FailsAsync(new Mappers(new ActiveOnlyMapperStore(Sound.Mappers)), suite => suite.Another_text_is_the_next_revision_even_when_an_older_one_had_it());

    private sealed class Mappers(IMapperStore store) : MapperStoreContract
    {
        protected override Task<IMapperStore> CreateStoreAsync() => Task.FromResult(store);
    }
}
