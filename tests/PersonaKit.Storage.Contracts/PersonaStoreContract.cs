using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>Persona rows may be lost or saved late; heads may not.</summary>
public abstract class PersonaStoreContract : StoreContract<IPersonaStore>
{
    private readonly PersonId _person = Samples.NewPerson();

    [Fact]
    public async Task A_person_without_a_head_is_at_version_0_and_has_no_rows()
    {
        Assert.Equal(new PersonaLookup(MindscapeVersion.None, null), await Store.FindAsync(_person, Samples.Key(), None));
        Assert.Equal(MindscapeVersion.None, (await Store.ListAsync(_person, None)).Head);
        Assert.Empty((await Store.ListAsync(_person, None)).Rows);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(300_000)]
    public async Task A_saved_row_is_found_as_it_was_saved(int length)
    {
        // Random bytes, so that the stored body is large even when compressed.
        var noise = new byte[length];
        new Random(length).NextBytes(noise);
        var row = Samples.Row(Samples.Key(), version: 7, body: Convert.ToBase64String(noise)[..length]);
        await Store.SaveAsync(_person, row, None);

        AssertSame(row, await FindSavedAsync(_person, row));
        AssertSame(row, (await EventuallyAsync(() => Store.ListAsync(_person, None), listing => listing.Rows.Length == 1)).Rows[0]);
    }

    [Fact]
    public async Task People_are_distinguished_by_every_allowed_character_of_their_ids()
    {
        var people = Samples.OddPeople();
        for (var i = 0; i < people.Length; i++)
        {
            await Store.AdvanceHeadAsync(people[i], new MindscapeVersion(i + 1), None);
            await Store.SaveAsync(people[i], Samples.Row(Samples.Key(), version: i + 1), None);
        }

        for (var i = 0; i < people.Length; i++)
        {
            var row = Samples.Row(Samples.Key(), version: i + 1);
            var found = await EventuallyAsync(async () => await Store.FindAsync(people[i], row.Key, None), lookup => lookup.Row is not null);
            Assert.Equal(new MindscapeVersion(i + 1), found.Head);
            AssertSame(row, found.Row!);
            Assert.Single((await Store.ListAsync(people[i], None)).Rows);
        }
    }

    [Fact]
    public async Task A_row_replaces_the_older_one_with_its_key()
    {
        await Store.SaveAsync(_person, Samples.Row(Samples.Key(), version: 1), None);
        await Store.SaveAsync(_person, Samples.Row(Samples.Key(), version: 2), None);

        await FindSavedAsync(_person, Samples.Row(Samples.Key(), version: 2));
        Assert.Single((await Store.ListAsync(_person, None)).Rows);
    }

    [Fact]
    public async Task Each_context_mapper_and_person_has_its_own_row()
    {
        var other = Samples.NewPerson();
        await Store.SaveAsync(_person, Samples.Row(Samples.Key(digest: "aa"), version: 1), None);
        await Store.SaveAsync(_person, Samples.Row(Samples.Key(digest: "bb"), version: 2), None);
        await Store.SaveAsync(_person, Samples.Row(Samples.Key("therapy_insights", "aa"), version: 3), None);
        await Store.SaveAsync(other, Samples.Row(Samples.Key(digest: "aa"), version: 4), None);

        await FindSavedAsync(_person, Samples.Row(Samples.Key(digest: "aa"), version: 1));
        await FindSavedAsync(_person, Samples.Row(Samples.Key(digest: "bb"), version: 2));
        await FindSavedAsync(_person, Samples.Row(Samples.Key("therapy_insights", "aa"), version: 3));
        await FindSavedAsync(other, Samples.Row(Samples.Key(digest: "aa"), version: 4));
    }

    [Fact]
    public async Task Rows_are_listed_in_ordinal_order_of_their_keys_with_the_head()
    {
        PersonaKey[] keys = [Samples.Key("b", "ff"), Samples.Key("a_b", "00"), Samples.Key("a", "ff"), Samples.Key("a1", "00"), Samples.Key("a", "0f")];
        foreach (var key in keys)
        {
            await Store.SaveAsync(_person, Samples.Row(key, version: 3), None);
        }

        await Store.AdvanceHeadAsync(_person, new(3), None);
        var listing = await EventuallyAsync(() => Store.ListAsync(_person, None), listing => listing.Rows.Length == keys.Length);
        Assert.Equal(keys.Select(key => key.ToString()).Order(StringComparer.Ordinal), listing.Rows.Select(row => row.Key.ToString()));
        Assert.Equal(new MindscapeVersion(3), listing.Head);
    }

    [Fact]
    public async Task Every_lookup_that_starts_after_a_raise_sees_the_head()
    {
        for (var version = 1; version <= 20; version++)
        {
            await Store.AdvanceHeadAsync(_person, new(version), None);
            Assert.Equal(new MindscapeVersion(version), (await Store.FindAsync(_person, Samples.Key(), None)).Head);
        }
    }

    [Fact]
    public async Task A_head_is_never_lowered()
    {
        await Store.AdvanceHeadAsync(_person, new(5), None);
        await Store.AdvanceHeadAsync(_person, new(3), None);
        await Store.AdvanceHeadAsync(_person, new(5), None);

        Assert.Equal(new MindscapeVersion(5), (await Store.FindAsync(_person, Samples.Key(), None)).Head);
        Assert.Equal(new MindscapeVersion(5), (await Store.ListAsync(_person, None)).Head);
    }

    [Fact]
    public async Task Concurrently_raised_heads_are_never_lowered_for_any_reader()
    {
        var raised = 0L;
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var version = writer + 1; version <= 200; version += 4)
            {
                await Store.AdvanceHeadAsync(_person, new(version), None);
                InterlockedMax(ref raised, version);
            }
        })).ToArray();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (!writers.All(writer => writer.IsCompleted))
            {
                var before = Interlocked.Read(ref raised);
                Assert.True((await Store.FindAsync(_person, Samples.Key(), None)).Head.Value >= before);
            }
        }));
        await Task.WhenAll([.. writers, .. readers]);

        Assert.Equal(new MindscapeVersion(200), (await Store.FindAsync(_person, Samples.Key(), None)).Head);
    }

    [Fact]
    public async Task After_a_rollback_the_row_of_the_older_revision_is_kept()
    {
        var person = Samples.NewPerson();
        var key = Samples.Key();
        await Store.AdvanceHeadAsync(person, new MindscapeVersion(1), None);
        await Store.SaveAsync(person, Samples.Row(key) with { MapperRevision = 2 }, None);
        await EventuallyAsync(() => Store.FindAsync(person, key, None).AsTask(), lookup => lookup.Row?.MapperRevision == 2);
        await Store.SaveAsync(person, Samples.Row(key) with { MapperRevision = 1, GeneratedAt = Samples.Now.AddMinutes(1) }, None);
        await EventuallyAsync(() => Store.FindAsync(person, key, None).AsTask(), lookup => lookup.Row?.MapperRevision == 1);
        Assert.Equal(1, Assert.Single((await Store.ListAsync(person, None)).Rows).MapperRevision);
    }

    [Fact]
    public async Task A_late_save_of_an_old_persona_does_not_move_the_head()
    {
        await Store.AdvanceHeadAsync(_person, new(2), None);
        await Store.SaveAsync(_person, Samples.Row(Samples.Key(), version: 1), None);

        // The row may exist or not; by the head it is not valid.
        Assert.Equal(new MindscapeVersion(2), (await Store.FindAsync(_person, Samples.Key(), None)).Head);
        Assert.Equal(new MindscapeVersion(2), (await Store.ListAsync(_person, None)).Head);
    }

    private static void AssertSame(PersonaRow expected, PersonaRow actual)
    {
        Assert.Equal(expected with { Body = default }, actual with { Body = default });
        Assert.True(expected.Body.Span.SequenceEqual(actual.Body.Span));
    }

    private static void InterlockedMax(ref long place, long value)
    {
        for (var seen = Interlocked.Read(ref place); seen < value; seen = Interlocked.Read(ref place))
        {
            Interlocked.CompareExchange(ref place, value, seen);
        }
    }

    private async Task<PersonaRow> FindSavedAsync(PersonId person, PersonaRow row) =>
        (await EventuallyAsync(
            async () => await Store.FindAsync(person, row.Key, None), lookup => lookup.Row is { } found && found.PersonaId == row.PersonaId)).Row!;
}
