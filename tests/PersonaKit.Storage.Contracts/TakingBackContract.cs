using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>What an append answers to a retraction or a correction: of whom, of what, and beside what else in its batch.</summary>
public abstract class TakingBackContract : RetractionSuite
{
    [Fact]
    public async Task A_retraction_creates_no_person()
    {
        var first = Said.By("a");
        Observation[][] late = [[Retraction.Of(first.Id, Samples.Now)], [Said.By("correction", first.Id)], [Said.By("b"), Said.By("correction", first.Id)]];
        foreach (var batch in late)
        {
            Assert.IsType<AppendOutcome.UnknownPerson>(await Store.AppendAsync(Person, [.. batch], 100, None));
        }

        Assert.Null(await Store.ReadAsync(Person, None));
        await AppendAsync(first);
        await FoldAsync();
        Assert.NotNull(await Store.EraseAsync(Person, Samples.Now, None));
        foreach (var batch in late)
        {
            Assert.IsType<AppendOutcome.UnknownPerson>(await Store.AppendAsync(Person, [.. batch], 100, None));
        }

        Assert.True((await Store.ReadAsync(Person, None))!.IsErased);
        Assert.Equal([new AppendedItem.Accepted(2), new AppendedItem.Accepted(3)], await AppendAsync(first, Said.By("correction", first.Id)));
        await FoldAsync();
        await CheckAsync(Person, [first, Said.By("correction", first.Id)]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(12)]
    [InlineData(60)]
    public async Task What_takes_back_an_id_that_the_batch_is_refused_for_is_refused_and_the_stored_one_stays(int later)
    {
        var (stored, other) = (Said.By("a"), Samples.Observation("a", 5));
        await AppendAsync(stored, Said.By("b"));
        await FoldAsync();
        await AppendAsync([.. Enumerable.Range(0, later).Select(i => Said.By($"later-{i}"))]);
        await FoldAsync();
        Observation[] sent = [other, Said.By("c", stored.Id), Said.By("d", ObservationId.Parse("c")), Said.By("e", ObservationId.Parse("b")), Said.By("f")];
        AppendedItem[] answer =
        [
            new AppendedItem.Conflict(), new AppendedItem.Refused(), new AppendedItem.Refused(),
            new AppendedItem.Accepted(later + 3), new AppendedItem.Accepted(later + 4),
        ];
        Assert.Equal(answer, await AppendAsync(sent));

        // The order in the batch does not matter, and a retry gets the same answer.
        Assert.Equal([new AppendedItem.Refused(), new AppendedItem.Conflict()], await AppendAsync(sent[1], sent[0]));
        await FoldAsync();
        Assert.Equal([new AppendedItem.Conflict(), new AppendedItem.Refused()], await AppendAsync(sent[0], sent[1]));
        Assert.Equal([new AppendedItem.Duplicate(1)], await AppendAsync(stored));
        Assert.Contains(Said.Words(stored), await DumpAsync(Person), StringComparison.Ordinal);
        Assert.DoesNotContain(Said.Words(Said.By("b")), await DumpAsync(Person), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_bodies_in_one_batch_the_first_counts_and_is_not_taken_back_by_what_means_the_second()
    {
        var first = Said.By("a");
        Assert.Equal(
            [new AppendedItem.Accepted(1), new AppendedItem.Conflict(), new AppendedItem.Refused()],
            await AppendAsync(first, Samples.Observation("a", 5), Said.By("c", first.Id)));
        await FoldAsync();
        await CheckAsync(Person, [first]);
    }

    [Fact]
    public async Task What_takes_back_an_observation_that_is_not_stored_is_not_stored_either()
    {
        var old = Said.By("old");
        await AppendAsync(old);
        await FoldAsync();
        Assert.NotNull(await Store.EraseAsync(Person, Samples.Now, None));
        await AppendAsync(Said.By("new"));
        foreach (var late in new[] { Retraction.Of(old.Id, Samples.Now), Said.By("correction", old.Id) })
        {
            var unknown = Assert.IsType<AppendOutcome.UnknownObservations>(await Store.AppendAsync(Person, [late], 100, None));
            Assert.Equal([old.Id], unknown.Ids);
        }

        // Not what comes later in the batch either, and not a retraction.
        Assert.IsType<AppendOutcome.UnknownObservations>(await Store.AppendAsync(Person, [Said.By("correction", old.Id), old], 100, None));
        await AppendAsync(Said.By("x"), Retraction.Of(ObservationId.Parse("x"), Samples.Now));
        Assert.IsType<AppendOutcome.UnknownObservations>(
            await Store.AppendAsync(Person, [Retraction.Of(Retraction.IdOf(ObservationId.Parse("x")), Samples.Now)], 100, None));

        // Posted again, the old id counts, folded in pieces or as a whole.
        await FoldAsync();
        await AppendAsync(old);
        await FoldAsync();
        await CheckAsync(Person, [Said.By("new"), Said.By("x"), Retraction.Of(ObservationId.Parse("x"), Samples.Now), old]);
    }
}
