using CsCheck;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>Purging deletes only expired rows, a bounded number, and never a head.</summary>
public abstract class PersonaPurgeContract : StoreContract<IPersonaStore>
{
    private readonly PersonId _person = Samples.NewPerson();

    [Fact]
    public async Task A_purge_deletes_what_expired_at_or_before_now_and_nothing_else()
    {
        await SaveAsync(("past", -60), ("now", 0), ("soon", 1), ("later", 3600));
        await Store.AdvanceHeadAsync(_person, new(4), None);

        Assert.Equal(2, await Store.PurgeExpiredAsync(Samples.Now, 100, None));
        Assert.Equal(["later", "soon"], await ListedAsync());
        Assert.Null((await Store.FindAsync(_person, Samples.Key(digest: "past"), None)).Row);
        Assert.NotNull((await Store.FindAsync(_person, Samples.Key(digest: "later"), None)).Row);
        Assert.Equal(4, (await Store.FindAsync(_person, Samples.Key(), None)).Head.Value);
    }

    [Fact]
    public async Task A_purge_deletes_no_more_rows_than_it_was_told()
    {
        await SaveAsync([.. Enumerable.Range(0, 7).Select(i => ($"d{i}", -1 - i))]);

        Assert.Equal(3, await Store.PurgeExpiredAsync(Samples.Now, 3, None));
        Assert.Equal(4, (await ListedAsync()).Count);
        Assert.Equal(4, await Store.PurgeExpiredAsync(Samples.Now, 100, None));
        Assert.Equal(0, await Store.PurgeExpiredAsync(Samples.Now, 100, None));
    }

    [Fact]
    public async Task A_row_that_was_built_again_before_the_purge_stays()
    {
        await SaveAsync(("a", -1));
        await Store.SaveAsync(_person, Samples.Row(Samples.Key(digest: "a"), version: 2), None);
        await EventuallyAsync(() => Store.ListAsync(_person, None), listing => listing.Rows is [{ MindscapeVersion.Value: 2 }]);

        Assert.Equal(0, await Store.PurgeExpiredAsync(Samples.Now, 100, None));
        Assert.Equal(["a"], await ListedAsync());
    }

    [Fact]
    public async Task A_row_that_is_built_again_while_the_purge_runs_survives()
    {
        for (var round = 0; round < 30; round++)
        {
            // Even rounds delete rows one by one, odd rounds several at once.
            var digests = Enumerable.Range(0, 1 + (round % 2 * 4)).Select(i => $"r{round}-{i}").ToArray();
            await SaveAsync([.. digests.Select(digest => (digest, -1))]);
            var renewed = Samples.Row(Samples.Key(digest: digests[^1]), version: 2);
            await Task.WhenAll(
                Task.Run(() => Store.PurgeExpiredAsync(Samples.Now, 100, None)),
                Task.Run(() => Store.SaveAsync(_person, renewed, None).AsTask()));
            await Store.PurgeExpiredAsync(Samples.Now, 100, None);

            await EventuallyAsync(() => Store.ListAsync(_person, None), listing => listing.Rows is [var only] && only.PersonaId == renewed.PersonaId);
            await Store.PurgeExpiredAsync(Samples.Now.AddHours(1), 100, None);
        }
    }

    [Fact]
    public Task Exactly_the_expired_rows_are_purged() =>
        Gen.Int[-50, 50].Array[1, 12].SampleAsync(
            async seconds =>
            {
                var person = Samples.NewPerson();
                var rows = seconds.Select((expiry, i) => Samples.Row(Samples.Key(digest: $"d{i}"), expiresAt: Samples.Now.AddSeconds(expiry))).ToArray();
                foreach (var row in rows)
                {
                    await Store.SaveAsync(person, row, None);
                }

                await EventuallyAsync(() => Store.ListAsync(person, None), listing => listing.Rows.Length == rows.Length);
                Assert.Equal(seconds.Count(expiry => expiry <= 0), await Store.PurgeExpiredAsync(Samples.Now, 100, None));
                Assert.Equal(
                    rows.Where(row => row.ExpiresAt > Samples.Now).Select(row => row.Key.ToString()).Order(StringComparer.Ordinal),
                    (await Store.ListAsync(person, None)).Rows.Select(row => row.Key.ToString()));

                // No expired row may be left for the next generated case, and no valid row may be deleted.
                Assert.Equal(0, await Store.PurgeExpiredAsync(Samples.Now, 100, None));
            },
            iter: 20,
            threads: 1);

    private async Task SaveAsync(params (string Digest, int ExpiresIn)[] rows)
    {
        foreach (var (digest, expiresIn) in rows)
        {
            await Store.SaveAsync(_person, Samples.Row(Samples.Key(digest: digest), expiresAt: Samples.Now.AddSeconds(expiresIn)), None);
        }

        await EventuallyAsync(() => Store.ListAsync(_person, None), listing => listing.Rows.Length == rows.Length);
    }

    private async Task<List<string>> ListedAsync() => [.. (await Store.ListAsync(_person, None)).Rows.Select(row => row.Key.ContextDigest)];
}
