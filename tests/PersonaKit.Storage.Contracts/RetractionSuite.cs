using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>One person, and the check that exactly what stands is folded and stored. What the suites about retractions share.</summary>
public abstract class RetractionSuite : StoreContract<IMindscapeStore>
{
    /// <summary>Whom the tests are about.</summary>
    protected PersonId Person { get; } = Samples.NewPerson();

    /// <summary>Folds over the store.</summary>
    protected MindscapeFolder Folder => new(Store, Samples.Catalog);

    /// <summary>All stored data of the person, in the store's own form.</summary>
    protected abstract Task<string> DumpAsync(PersonId personId);

    protected async Task CheckAsync(PersonId person, IReadOnlyCollection<Observation> sent)
    {
        var named = Retraction.NamedBy(sent);
        var stored = (await Store.ReadAsync(person, None))!;
        var expected = MindscapeFold.Rebuild(person, [.. sent.Where(observation => !named.Contains(observation.Id))], Samples.Catalog);
        Assert.Equal(
            MindscapeDocument.Write(expected), MindscapeDocument.Write(stored.Mindscape with { Version = default, UpdatedAt = null, LastSequence = 0 }));

        var dump = await DumpAsync(person);
        var found = (await Store.FindAsync(person, [.. sent.Select(observation => observation.Id)], None)).ToDictionary(accepted => accepted.Observation.Id);
        Assert.Equal(sent.Count, found.Count);
        Assert.Equal(sent.Count, (await Store.ReadNewestAsync(person, null, sent.Count + 1, None)).Select(accepted => accepted.Observation.Id).Distinct().Count());
        foreach (var observation in sent)
        {
            var isGone = named.Contains(observation.Id);
            Assert.Equal(isGone ? observation.Forget() : observation, found[observation.Id].Observation);
            Assert.Equal(isGone || observation.Type == Retraction.Type, !dump.Contains(Said.Words(observation), StringComparison.Ordinal));
            Assert.Equal(isGone, !dump.Contains(observation.Fingerprint, StringComparison.Ordinal));
        }
    }

    protected async Task<IEnumerable<AppendedItem>> AppendAsync(params Observation[] observations) =>
        Assert.IsType<AppendOutcome.Appended>(await Store.AppendAsync(Person, [.. observations], 1000, None)).Items;

    protected async Task<StoredMindscape> ReadAsync() => (await Store.ReadAsync(Person, None))!;

    protected async Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis) =>
        await Store.ReplaceAsync(basis, Samples.Next(await Folder.FoldAsync(basis, None)), None);

    protected async Task FoldAsync() => Assert.Equal(ReplaceOutcome.Saved, await ReplaceAsync(await ReadAsync()));
}
