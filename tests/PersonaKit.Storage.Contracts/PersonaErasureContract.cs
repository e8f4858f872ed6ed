using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>
/// Erasing the personas of a person: no older row is served again, and in the end nothing is left. Uses the system clock.
/// </summary>
public abstract class PersonaErasureContract : StoreContract<IPersonaStore>
{
    private static readonly MindscapeVersion Tombstone = new(4);

    private readonly PersonId _person = Samples.NewPerson();

    private static DateTimeOffset Past => DateTimeOffset.UtcNow.AddMinutes(-1);

    private static DateTimeOffset Future => DateTimeOffset.UtcNow.AddHours(1);

    [Fact]
    public async Task An_erase_leaves_the_head_and_no_row()
    {
        await SaveAsync(version: 3, "a", "b", "c");
        await Store.AdvanceHeadAsync(_person, new(3), None);
        await Store.EraseAsync(_person, Tombstone, Future, None);

        Assert.Equal(new PersonaLookup(Tombstone, null), await FindAsync("a"));
        var listing = await Store.ListAsync(_person, None);
        Assert.Equal(Tombstone, listing.Head);
        Assert.Empty(listing.Rows);
    }

    [Fact]
    public async Task After_a_retraction_the_rows_of_older_versions_go_and_no_others()
    {
        await SaveAsync(version: 3, [.. Enumerable.Range(0, 120).Select(i => $"d{i}")]);
        await Store.AdvanceHeadAsync(_person, new(4), None);
        await SaveAsync(version: 4, "now");
        var other = Samples.NewPerson();
        await Store.SaveAsync(other, LongRow("a", version: 3), None);
        await Store.DeleteOlderAsync(_person, new(4), None);

        Assert.Equal(new PersonaLookup(new(4), null), await FindAsync("d7"));
        Assert.Equal("now", Assert.Single((await Store.ListAsync(_person, None)).Rows).Key.ContextDigest);
        Assert.NotNull((await Store.FindAsync(other, Samples.Key(digest: "a"), None)).Row);
        await Store.DeleteOlderAsync(_person, new(4), None);
        Assert.NotNull((await FindAsync("now")).Row);
    }

    [Fact]
    public async Task More_rows_than_one_transaction_allows_are_deleted()
    {
        await SaveAsync(version: 3, [.. Enumerable.Range(0, 120).Select(i => $"d{i}")]);
        await Store.EraseAsync(_person, Tombstone, Future, None);

        Assert.Empty((await Store.ListAsync(_person, None)).Rows);
    }

    [Fact]
    public async Task A_row_saved_late_is_behind_the_head_and_is_deleted_with_it()
    {
        await Store.AdvanceHeadAsync(_person, new(3), None);
        await Store.EraseAsync(_person, Tombstone, Future, None);
        await Store.SaveAsync(_person, LongRow("late", version: 3), None);
        Assert.Equal(Tombstone, (await FindAsync("late")).Head);

        await Store.PurgeExpiredAsync(Future.AddMinutes(1), 100, None);
        Assert.Equal(new PersonaLookup(MindscapeVersion.None, null), await FindAsync("late"));
        Assert.Empty((await Store.ListAsync(_person, None)).Rows);
    }

    [Fact]
    public async Task An_expired_head_counts_as_absent_and_older_rows_are_never_served()
    {
        await Store.EraseAsync(_person, Tombstone, Past, None);
        await Store.SaveAsync(_person, LongRow("late", version: 3), None);
        for (var purged = 0; purged < 2; purged++)
        {
            Assert.Equal(new PersonaLookup(MindscapeVersion.None, null), await FindAsync("late"));
            var listing = await Store.ListAsync(_person, None);
            Assert.Equal(MindscapeVersion.None, listing.Head);
            Assert.Empty(listing.Rows);
            await Store.PurgeExpiredAsync(DateTimeOffset.UtcNow, 100, None);
        }
    }

    [Fact]
    public async Task A_purge_deletes_expired_heads_and_no_others()
    {
        var later = Samples.NewPerson();
        var living = Samples.NewPerson();
        await Store.EraseAsync(_person, Tombstone, Past, None);
        await Store.EraseAsync(later, Tombstone, Future, None);
        await Store.AdvanceHeadAsync(living, Tombstone, None);

        Assert.Equal(1, await Store.PurgeExpiredAsync(DateTimeOffset.UtcNow, 100, None));
        Assert.Equal(0, await Store.PurgeExpiredAsync(DateTimeOffset.UtcNow, 100, None));
        Assert.Equal(MindscapeVersion.None, (await FindAsync("a")).Head);
        Assert.Equal(Tombstone, (await Store.FindAsync(later, Samples.Key(), None)).Head);
        Assert.Equal(Tombstone, (await Store.FindAsync(living, Samples.Key(), None)).Head);
    }

    [Fact]
    public async Task A_fold_after_a_new_start_removes_the_expiry_of_the_head()
    {
        await Store.EraseAsync(_person, Tombstone, Future, None);
        await Store.AdvanceHeadAsync(_person, new(5), None);
        await SaveAsync(version: 5, "a");

        Assert.Equal(0, await Store.PurgeExpiredAsync(Future.AddMinutes(1), 100, None));
        var found = await FindAsync("a");
        Assert.Equal((5, 5), (found.Head.Value, found.Row!.MindscapeVersion.Value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    public async Task An_expired_head_is_replaced_by_any_version(long version)
    {
        await Store.EraseAsync(_person, Tombstone, Past, None);
        await Store.AdvanceHeadAsync(_person, new(version), None);

        Assert.Equal(version, (await FindAsync("a")).Head.Value);
        await Store.PurgeExpiredAsync(Future, 100, None);
        Assert.Equal(version, (await FindAsync("a")).Head.Value);
    }

    [Fact]
    public async Task A_repeated_erase_keeps_the_data_after_a_new_start()
    {
        await Store.EraseAsync(_person, Tombstone, Future, None);
        await SaveAsync(version: 4, "a");
        await Store.EraseAsync(_person, Tombstone, Future, None);
        Assert.Equal(4, (await FindAsync("a")).Row!.MindscapeVersion.Value);

        await Store.AdvanceHeadAsync(_person, new(5), None);
        await SaveAsync(version: 5, "b");
        await Store.EraseAsync(_person, Tombstone, Past, None);
        Assert.Equal(new MindscapeVersion(5), (await FindAsync("b")).Head);
        Assert.NotNull((await FindAsync("b")).Row);
    }

    [Fact]
    public async Task An_erase_keeps_the_rows_of_other_people()
    {
        var other = Samples.NewPerson();
        await Store.SaveAsync(other, LongRow("a", version: 3), None);
        await SaveAsync(version: 3, "a");
        await Store.EraseAsync(_person, Tombstone, Future, None);

        Assert.NotNull((await Store.FindAsync(other, Samples.Key(digest: "a"), None)).Row);
        Assert.Equal(MindscapeVersion.None, (await Store.FindAsync(other, Samples.Key(), None)).Head);
    }

    private static PersonaRow LongRow(string digest, long version) => Samples.Row(Samples.Key(digest: digest), version, DateTimeOffset.UtcNow.AddDays(7));

    private ValueTask<PersonaLookup> FindAsync(string digest) => Store.FindAsync(_person, Samples.Key(digest: digest), None);

    private async Task SaveAsync(long version, params string[] digests)
    {
        foreach (var digest in digests)
        {
            await Store.SaveAsync(_person, LongRow(digest, version), None);
        }

        await EventuallyAsync(
            () => Store.ListAsync(_person, None), listing => digests.All(digest => listing.Rows.Any(row => row.Key.ContextDigest == digest && row.MindscapeVersion.Value == version)));
    }
}
