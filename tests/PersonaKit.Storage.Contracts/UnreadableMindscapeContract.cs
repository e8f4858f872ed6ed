using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>A stored mindscape is only what its observations say: when it cannot be read and they can, it is folded again.</summary>
public abstract class UnreadableMindscapeContract
{
    protected abstract Task<IMindscapeStore> CreateStoreAsync();

    /// <summary>Changes the stored mindscape of a person behind the store's back.</summary>
    /// <returns>A store that has not read it before.</returns>
    protected abstract Task<IMindscapeStore> DamageAsync(PersonId personId, string field, string? json);

    [Theory]
    [InlineData("traits", "7")]
    [InlineData("traits", """{"work.focus_duration":{"count":"many"}}""")]
    [InlineData("traits", null)]
    [InlineData("zones", null)]
    [InlineData("zones", "[[1,2]]")]
    [InlineData("schema", "0")]
    public async Task It_is_folded_again_from_its_observations(string field, string? json)
    {
        var person = Samples.NewPerson();
        var store = await CreateStoreAsync();
        await AppendAsync(store, person, Samples.Observation("a"), Samples.Observation("b", 45));
        var stored = (await store.ReadAsync(person, default))!;
        await store.ReplaceAsync(stored, Samples.Fold(stored), default);
        await AppendAsync(store, person, Samples.Observation("c", 30));
        var before = await FoldAsync(store, person);

        store = await DamageAsync(person, field, json);
        Assert.Equal(before, await FoldAsync(store, person));
        await AppendAsync(store, person, Samples.Observation("d", 15));
        var repaired = (await store.ReadAsync(person, default))!;
        Assert.Equal((4, 1), (repaired.LastSequence, repaired.Mindscape.Version.Value));

        var (folded, observations) = await new MindscapeFolder(store, Samples.Catalog).RebuildAsync(repaired, default);
        Assert.Equal(ReplaceOutcome.Saved, await store.ReplaceAsync(repaired, folded with { Version = repaired.Mindscape.Version.Next() }, default));
        var after = (await store.ReadAsync(person, default))!;
        Assert.Equal((4, 2, 0), (observations, after.Mindscape.Version.Value, after.Inbox.Length));
        Assert.Equal(Samples.Catalog.Hash, after.Mindscape.CatalogHash);
    }

    /// <summary>During a rolling update an older instance meets what a newer one wrote.</summary>
    [Fact]
    public async Task One_of_a_newer_schema_is_refused_and_kept()
    {
        var person = Samples.NewPerson();
        var store = await CreateStoreAsync();
        await AppendAsync(store, person, Samples.Observation("a"));
        var stored = (await store.ReadAsync(person, default))!;
        await store.ReplaceAsync(stored, Samples.Fold(stored), default);

        store = await DamageAsync(person, "schema", "99");
        await Assert.ThrowsAsync<FormatException>(() => store.ReadAsync(person, default));
        await AppendAsync(store, person, Samples.Observation("b"));
        await Assert.ThrowsAsync<FormatException>(() => store.ReadAsync(person, default));
    }

    /// <summary>What a reader is shown, without the instant of the last saved fold, which is lost with it.</summary>
    private static async Task<string> FoldAsync(IMindscapeStore store, PersonId person)
    {
        var stored = (await store.ReadAsync(person, default))!;
        var folded = await new MindscapeFolder(store, Samples.Catalog).FoldAsync(stored, default);
        return System.Text.Encoding.UTF8.GetString(MindscapeDocument.Write(folded with { UpdatedAt = null }));
    }

    private static Task<AppendOutcome> AppendAsync(IMindscapeStore store, PersonId person, params Observation[] observations) =>
        store.AppendAsync(person, [.. observations], 100, default);
}
