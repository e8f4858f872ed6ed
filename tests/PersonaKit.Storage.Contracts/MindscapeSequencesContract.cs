using CsCheck;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>After any sequence of appends, erases and folds, current or late, the store equals the model.</summary>
public abstract class MindscapeSequencesContract : StoreContract<IMindscapeStore>
{
    private static readonly Gen<Step> Appends =
        from batch in Gen.Select(Gen.Int[0, 14], Gen.Int[30, 31], (id, minutes) => ($"o-{id}", minutes)).Array[1, 5]
        from limit in Gen.Int[1, 12]
        select new Step(batch, limit, 0);

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (3, Appends),
        // 0 replaces the state of the last read, 1 that of the read before it, and so on.
        (2, Gen.Int[0, 3].Select(age => new Step(null, 0, age))),
        (1, Gen.Const(Step.Erase)));

    [Fact]
    [Trait(Thoroughness.Trait, Thoroughness.Long)]
    public Task Any_sequence_of_appends_folds_and_erases_ends_where_the_model_does() =>
        Steps.Array[1, 20].SampleAsync(RunAsync, iter: Thoroughness.Of(full: 60, quick: 20), threads: 1, print: steps => string.Join("; ", steps.Select(step => step.ToString())));

    private async Task RunAsync(Step[] steps)
    {
        var person = Samples.NewPerson();
        var model = new MindscapeModel();
        var readings = new List<StoredMindscape>();
        foreach (var step in steps)
        {
            if (step == Step.Erase)
            {
                Assert.Equal(model.Erase(), await Store.EraseAsync(person, Samples.Now, None));
            }
            else if (step.Batch is { } batch)
            {
                var outcome = await Store.AppendAsync(person, [.. batch.Select(item => Samples.Observation(item.Id, item.Minutes))], step.InboxLimit, None);
                Assert.Equal(model.Append(batch, step.InboxLimit), (outcome as AppendOutcome.Appended)?.Items.AsEnumerable());
            }
            else if (readings.Count > 0)
            {
                var basis = readings[Math.Max(0, readings.Count - 1 - step.Age)];
                Assert.Equal(model.Replace(basis), await Store.ReplaceAsync(basis, Samples.Fold(basis), None));
            }

            var stored = await Store.ReadAsync(person, None);
            Assert.Equal(model.LastSequence == 0, stored is null);
            if (stored is not null)
            {
                readings.Add(stored);
                Assert.Equal(model.IsErased ? Samples.Now : null, stored.ErasedAt);
                Assert.Equal((model.LastSequence, model.Folded, model.Version), (stored.LastSequence, stored.Mindscape.LastSequence, stored.Mindscape.Version.Value));
                Assert.Equal(model.Inbox, stored.Inbox.Select(accepted => accepted.Observation.Id.Value));
                Assert.Equal(Enumerable.Range(model.Folded + 1, stored.Inbox.Length).Select(number => (long)number), stored.Inbox.Select(accepted => accepted.Number));
            }
        }

        var history = new List<string>();
        await foreach (var accepted in Store.ReadFoldedAsync(person, None))
        {
            history.Add(accepted.Observation.Id.Value);
        }

        Assert.Equal(model.History, history);
        Assert.Equal(model.Newest, (await Store.ReadNewestAsync(person, null, 100, None)).Select(accepted => accepted.Observation.Id.Value));
    }

    private sealed record Step((string Id, int Minutes)[]? Batch, int InboxLimit, int Age)
    {
        public static readonly Step Erase = new(null, 0, -1);

        public override string ToString() =>
            this == Erase ? "erase" : Batch is null ? $"fold reading -{Age}" : $"append {string.Join(' ', Batch.Select(item => $"{item.Id}/{item.Minutes}"))} limit {InboxLimit}";
    }
}
