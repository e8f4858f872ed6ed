using CsCheck;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>Mappers: immutable numbered revisions, at most one active, and every change under the etag that was read.</summary>
public abstract class MapperStoreContract : StoreContract<IMapperStore>
{
    private static readonly MapperId Work = MapperId.Parse("daily_work_optimizer");
    private static readonly MapperId Therapy = MapperId.Parse("therapy_insights");

    [Fact]
    public async Task A_new_store_is_empty()
    {
        Assert.Empty((await IndexAsync()).Heads);
        Assert.Null(await Store.ReadHistoryAsync(Work, None));
        Assert.Null(await Store.FindAsync(Work, 1, None));
        Assert.IsType<MapperWriteOutcome.Conflict>(await Store.ActivateAsync(Work, 1, MapperOrigin.Api, "1", None));
        Assert.IsType<MapperWriteOutcome.Conflict>(await Store.RetireAsync(Work, MapperOrigin.Api, "1", None));
    }

    [Fact]
    public async Task The_first_text_of_a_mapper_is_revision_1_and_a_draft()
    {
        var head = await AddAsync(Work, "rules: []\n# ☕", null);

        Assert.Equal((1, MapperOrigin.Api, Samples.Now), (head.Newest.Number, head.Newest.Origin, head.Newest.CreatedAt));
        Assert.Equal((null, null, MapperStatus.Draft), (head.Active, head.Seed, head.Status));
        Assert.Equal([head], (await IndexAsync()).Heads.AsEnumerable());
        var expected = new StoredMapper(Work, 1, "rules: []\n# ☕", Samples.Now) { Origin = MapperOrigin.Api };
        Assert.Equal(expected, await Store.FindAsync(Work, 1, None));
        Assert.Equal(expected, await Store.FindAsync(Work, head.Newest, None));
        Assert.Null(await Store.FindAsync(Work, 2, None));
    }

    [Fact]
    public async Task The_same_text_again_is_the_same_revision_with_any_etag()
    {
        var first = await AddAsync(Work, "one", null);

        Assert.Equal(first, await AddAsync(Work, "one", null));
        Assert.Equal(first, await AddAsync(Work, "one", first.ETag));
        Assert.Equal(first, await AddAsync(Work, "one", "of nobody"));
        Assert.Single((await Store.ReadHistoryAsync(Work, None))!.Revisions);
    }

    [Fact]
    public async Task Another_text_is_the_next_revision_even_when_an_older_one_had_it()
    {
        var head = await AddAsync(Work, "one", null);
        head = await AddAsync(Work, "two", head.ETag);
        head = await AddAsync(Work, "one", head.ETag);

        Assert.Equal(3, head.Newest.Number);
        var history = (await Store.ReadHistoryAsync(Work, None))!;
        Assert.Equal(head, history.Head);
        Assert.Equal([3, 2, 1], history.Revisions.Select(revision => revision.Number));
        Assert.Equal(["one", "two", "one"], await Task.WhenAll(history.Revisions.Select(async revision => (await Store.FindAsync(Work, revision.Number, None))?.Source ?? "none")));
    }

    [Fact]
    public async Task A_change_with_an_old_etag_conflicts()
    {
        var head = await AddAsync(Work, "one", null);
        Assert.IsType<MapperWriteOutcome.Conflict>(await Store.AddAsync(Work, "two", MapperOrigin.Api, Samples.Now, null, None));
        Assert.IsType<MapperWriteOutcome.Conflict>(await Store.AddAsync(Therapy, "new", MapperOrigin.Api, Samples.Now, head.ETag, None));
        var active = Saved(await Store.ActivateAsync(Work, 1, MapperOrigin.Api, head.ETag, None));
        Assert.NotEqual(head.ETag, active.ETag);
        Assert.IsType<MapperWriteOutcome.Conflict>(await Store.AddAsync(Work, "two", MapperOrigin.Api, Samples.Now, head.ETag, None));
        Assert.IsType<MapperWriteOutcome.Conflict>(await Store.ActivateAsync(Work, 1, MapperOrigin.Api, head.ETag, None));
        Assert.IsType<MapperWriteOutcome.Conflict>(await Store.RetireAsync(Work, MapperOrigin.Api, head.ETag, None));
        Assert.Equal([active], (await IndexAsync()).Heads.AsEnumerable());
    }

    [Fact]
    public async Task One_revision_is_active_and_an_older_one_can_be_activated_again()
    {
        var head = await AddAsync(Work, "one", null);
        head = await AddAsync(Work, "two", head.ETag);
        head = await AddAsync(Work, "three", head.ETag);
        head = Saved(await Store.ActivateAsync(Work, 2, MapperOrigin.Api, head.ETag, None));
        Assert.Equal((2, 3, MapperOrigin.Api), (head.Active!.Number, head.Newest.Number, head.DecidedBy));
        Assert.Equal([MapperStatus.Inactive, MapperStatus.Active, MapperStatus.Draft], Enumerable.Range(1, 3).Select(head.StatusOf));
        Assert.Equal([head], (await IndexAsync()).Heads.AsEnumerable());

        head = Saved(await Store.ActivateAsync(Work, 1, MapperOrigin.Api, head.ETag, None));
        Assert.Equal([MapperStatus.Active, MapperStatus.Inactive, MapperStatus.Draft], Enumerable.Range(1, 3).Select(head.StatusOf));
        Assert.IsType<MapperWriteOutcome.UnknownRevision>(await Store.ActivateAsync(Work, 4, MapperOrigin.Api, head.ETag, None));
        Assert.Equal(head, Saved(await Store.ActivateAsync(Work, 1, MapperOrigin.Api, head.ETag, None)));
    }

    [Fact]
    public async Task A_retired_mapper_keeps_its_revisions_and_can_be_activated_again()
    {
        var head = await AddAsync(Work, "one", null);
        head = Saved(await Store.ActivateAsync(Work, 1, MapperOrigin.Api, head.ETag, None));
        head = Saved(await Store.RetireAsync(Work, MapperOrigin.Api, head.ETag, None));
        Assert.Equal((null, MapperStatus.Retired, MapperStatus.Inactive), (head.Active, head.Status, head.StatusOf(1)));
        Assert.Equal(head, Saved(await Store.RetireAsync(Work, MapperOrigin.Api, head.ETag, None)));
        Assert.Equal("one", (await Store.FindAsync(Work, 1, None))!.Source);

        head = Saved(await Store.ActivateAsync(Work, 1, MapperOrigin.Api, head.ETag, None));
        Assert.Equal((1, MapperStatus.Active), (head.Active!.Number, head.Status));
    }

    [Fact]
    public async Task A_head_records_the_last_text_of_its_file()
    {
        var head = Saved(await Store.AddAsync(Work, "one", MapperOrigin.File, Samples.Now, null, None));
        Assert.Equal(1, head.Seed!.Number);
        head = await AddAsync(Work, "two", head.ETag);
        Assert.Equal((1, 2), (head.Seed!.Number, head.Newest.Number));
        head = Saved(await Store.AddAsync(Work, "two", MapperOrigin.File, Samples.Now, head.ETag, None));
        Assert.Equal((2, 2, MapperOrigin.Api), (head.Seed!.Number, head.Newest.Number, head.Newest.Origin));
        Assert.Equal([head], (await IndexAsync()).Heads.AsEnumerable());
    }

    [Fact]
    public async Task Mappers_have_separate_revision_numbers_and_are_listed_in_ordinal_order()
    {
        var therapy = await AddAsync(Therapy, "t", null);
        var work = await AddAsync(Work, "two", (await AddAsync(Work, "one", null)).ETag);
        var underscore = await AddAsync(MapperId.Parse("daily_a"), "u", null);
        var digit = await AddAsync(MapperId.Parse("daily1"), "d", null);

        Assert.Equal([digit, underscore, work, therapy], (await IndexAsync()).Heads.AsEnumerable());
    }

    [Fact]
    public async Task The_index_is_read_again_only_after_a_change()
    {
        var etag = (await IndexAsync()).ETag;
        Assert.Null(await Store.ReadIndexAsync(etag, None));
        var head = await AddAsync(Work, "one", null);
        await ChangesAsync();
        head = Saved(await Store.ActivateAsync(Work, 1, MapperOrigin.Api, head.ETag, None));
        await ChangesAsync();
        await AddAsync(Therapy, "one", null);
        await ChangesAsync();
        Saved(await Store.RetireAsync(Work, MapperOrigin.Api, head.ETag, None));
        await ChangesAsync();
        Assert.Equal(2, (await Store.ReadIndexAsync("of nobody", None))!.Heads.Length);

        async Task ChangesAsync()
        {
            etag = (await Store.ReadIndexAsync(etag, None))!.ETag;
            Assert.Null(await Store.ReadIndexAsync(etag, None));
        }
    }

    [Fact]
    public async Task One_of_several_concurrent_uploads_under_one_etag_wins()
    {
        var head = await AddAsync(Work, "one", null);
        var outcomes = await AtOnceAsync(i => Store.AddAsync(Work, $"text {i}", MapperOrigin.Api, Samples.Now, head.ETag, None));

        var won = Assert.Single(outcomes.OfType<MapperWriteOutcome.Saved>()).Head;
        Assert.Equal(15, outcomes.OfType<MapperWriteOutcome.Conflict>().Count());
        Assert.Equal(2, won.Newest.Number);
        Assert.Equal([won], (await IndexAsync()).Heads.AsEnumerable());
        Assert.Equal(won.Newest.Digest, MapperRevision.DigestOf((await Store.FindAsync(Work, 2, None))!.Source));
    }

    [Fact]
    public async Task One_of_several_concurrent_activations_under_one_etag_wins()
    {
        var head = await AddAsync(Work, "0", null);
        for (var i = 1; i < 4; i++)
        {
            head = await AddAsync(Work, $"{i}", head.ETag);
        }

        var outcomes = await AtOnceAsync(i => Store.ActivateAsync(Work, 1 + (i % 4), MapperOrigin.Api, head.ETag, None));
        Assert.Equal([Assert.Single(outcomes.OfType<MapperWriteOutcome.Saved>()).Head], (await IndexAsync()).Heads.AsEnumerable());
    }

    [Fact]
    public async Task Concurrent_changes_of_different_mappers_all_succeed()
    {
        var ids = Enumerable.Range(0, 8).Select(i => MapperId.Parse($"m{i}")).ToList();
        await Task.WhenAll(ids.Select(id => Task.Run(async () =>
        {
            var head = await AddAsync(id, "one", null);
            Saved(await Store.ActivateAsync(id, 1, MapperOrigin.Api, head.ETag, None));
        })));

        Assert.Equal(ids.Select(id => (id, (int?)1)), (await IndexAsync()).Heads.Select(head => (head.Id, head.Active?.Number)));
    }

    [Fact]
    public Task Any_sequence_of_changes_ends_where_the_model_does()
    {
        var mapper = 0;
        var change = Gen.OneOf(Gen.Int[0, 2].Select(text => ("add", text)), Gen.Int[1, 4].Select(revision => ("activate", revision)), Gen.Const(("retire", 0)));
        return change.Array[1, 10].SampleAsync(
            async changes =>
            {
                var id = MapperId.Parse($"m{Interlocked.Increment(ref mapper)}");
                var texts = new List<string>();
                int? active = null;
                MapperHead? head = null;
                foreach (var (what, n) in changes)
                {
                    if (what == "add")
                    {
                        if (texts.LastOrDefault() != $"text {n}")
                        {
                            texts.Add($"text {n}");
                        }

                        head = await AddAsync(id, $"text {n}", head?.ETag);
                    }
                    else if (head is not null && what == "retire")
                    {
                        active = null;
                        head = Saved(await Store.RetireAsync(id, MapperOrigin.Api, head.ETag, None));
                    }
                    else if (head is not null && n <= texts.Count)
                    {
                        active = n;
                        head = Saved(await Store.ActivateAsync(id, n, MapperOrigin.Api, head.ETag, None));
                    }

                    Assert.Equal((active, texts.Count), (head?.Active?.Number, head?.Newest.Number ?? 0));
                }

                var history = await Store.ReadHistoryAsync(id, None);
                Assert.Equal(head, history?.Head);
                Assert.Equal(texts, await Task.WhenAll(Enumerable.Range(1, texts.Count).Select(async n => (await Store.FindAsync(id, n, None))!.Source)));
            },
            iter: 20,
            threads: 1);
    }

    private static MapperHead Saved(MapperWriteOutcome outcome) => Assert.IsType<MapperWriteOutcome.Saved>(outcome).Head;

    private static Task<MapperWriteOutcome[]> AtOnceAsync(Func<int, Task<MapperWriteOutcome>> change) =>
        Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => change(i))));

    private async Task<MapperHead> AddAsync(MapperId id, string source, string? etag) => Saved(await Store.AddAsync(id, source, MapperOrigin.Api, Samples.Now, etag, None));

    private async Task<MapperIndex> IndexAsync() => (await Store.ReadIndexAsync(null, None))!;
}
