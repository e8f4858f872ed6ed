using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>Accepting observations: none is lost, none counts twice.</summary>
public abstract class MindscapeStoreContract : StoreContract<IMindscapeStore>
{
    private readonly PersonId _person = Samples.NewPerson();

    [Fact]
    public async Task A_person_without_accepted_observations_is_absent()
    {
        Assert.Null(await Store.ReadAsync(_person, None));
        Assert.Empty(await Store.ReadNewestAsync(_person, null, 10, None));
        Assert.Empty(await HistoryAsync());
    }

    [Fact]
    public async Task The_first_observation_creates_the_person()
    {
        Assert.Equal([new AppendedItem.Accepted(1)], await AppendAsync(Samples.Observation("a")));

        var stored = await ReadAsync();
        Assert.Equal(MindscapeVersion.None, stored.Mindscape.Version);
        Assert.Equal(_person, stored.Mindscape.PersonId);
        Assert.Equal(0, stored.Mindscape.LastSequence);
        Assert.Equal(1, stored.LastSequence);
        Assert.Equal(["a"], Ids(stored.Inbox));
    }

    [Fact]
    public async Task An_observation_comes_back_as_it_was_sent()
    {
        var sent = Samples.Observation("a") with { Meta = null };
        await AppendAsync(sent, Samples.Observation("b"));

        var stored = await ReadAsync();
        Assert.Equal(sent, stored.Inbox[0].Observation);
        Assert.Equal(Samples.Observation("b"), stored.Inbox[1].Observation);
        Assert.Equal([2, 1], (await Store.ReadNewestAsync(_person, null, 10, None)).Select(accepted => accepted.Number));
    }

    [Fact]
    public async Task People_are_distinguished_by_every_allowed_character_of_their_ids()
    {
        var people = Samples.OddPeople();
        for (var i = 0; i < people.Length; i++)
        {
            await Store.AppendAsync(people[i], [Samples.Observation($"o{i}")], 10, None);
        }

        for (var i = 0; i < people.Length; i++)
        {
            var stored = (await Store.ReadAsync(people[i], None))!;
            Assert.Equal(people[i], stored.Mindscape.PersonId);
            Assert.Equal(Samples.Observation($"o{i}"), Assert.Single(stored.Inbox).Observation);
        }
    }

    [Fact]
    public async Task Observations_are_numbered_from_one_in_the_order_they_are_accepted()
    {
        await AppendAsync(Samples.Observation("c"), Samples.Observation("a"));
        Assert.Equal([new AppendedItem.Accepted(3)], await AppendAsync(Samples.Observation("b")));

        var stored = await ReadAsync();
        Assert.Equal(["c", "a", "b"], Ids(stored.Inbox));
        Assert.Equal([1, 2, 3], stored.Inbox.Select(accepted => accepted.Number));
    }

    [Fact]
    public async Task A_retry_is_a_duplicate_under_its_first_number_and_counts_once()
    {
        await AppendAsync(Samples.Observation("a"), Samples.Observation("b"));

        Assert.Equal([new AppendedItem.Duplicate(2)], await AppendAsync(Samples.Observation("b")));
        Assert.Equal(2, (await ReadAsync()).LastSequence);
        Assert.Equal(["a", "b"], Ids((await ReadAsync()).Inbox));
    }

    [Fact]
    public async Task A_retry_is_a_duplicate_long_after_the_fold()
    {
        await AppendAsync(Samples.Observation("a"));
        await FoldAsync();
        await AppendAsync([.. Enumerable.Range(0, 60).Select(i => Samples.Observation($"later-{i}"))]);
        await FoldAsync();

        Assert.Equal([new AppendedItem.Duplicate(1)], await AppendAsync(Samples.Observation("a")));
        Assert.Empty((await ReadAsync()).Inbox);
        Assert.Equal(61, (await ReadAsync()).LastSequence);
    }

    [Fact]
    public async Task A_reused_id_is_a_conflict_and_the_rest_of_its_batch_is_accepted()
    {
        await AppendAsync(Samples.Observation("a", 30), Samples.Observation("b"));

        Assert.Equal(
            [new AppendedItem.Accepted(3), new AppendedItem.Conflict(), new AppendedItem.Duplicate(2), new AppendedItem.Accepted(4)],
            await AppendAsync(Samples.Observation("c"), Samples.Observation("a", 60), Samples.Observation("b"), Samples.Observation("d")));
        var stored = await ReadAsync();
        Assert.Equal(["a", "b", "c", "d"], Ids(stored.Inbox));
        Assert.Equal(Samples.Observation("a", 30), stored.Inbox[0].Observation);
    }

    [Fact]
    public async Task An_id_that_comes_twice_in_a_batch_counts_once()
    {
        Assert.Equal(
            [new AppendedItem.Accepted(1), new AppendedItem.Duplicate(1), new AppendedItem.Conflict()],
            await AppendAsync(Samples.Observation("a"), Samples.Observation("a"), Samples.Observation("a", 15)));
        Assert.Equal(["a"], Ids((await ReadAsync()).Inbox));
    }

    [Fact]
    public async Task Two_people_may_use_the_same_ids()
    {
        var other = Samples.NewPerson();
        await AppendAsync(Samples.Observation("a", 30));
        Assert.Equal([new AppendedItem.Accepted(1)], Items(await Store.AppendAsync(other, [Samples.Observation("a", 60)], 10, None)));

        Assert.Equal(Samples.Observation("a", 60), (await Store.ReadAsync(other, None))!.Inbox[0].Observation);
        Assert.Equal(Samples.Observation("a", 30), (await ReadAsync()).Inbox[0].Observation);
    }

    [Fact]
    public async Task A_batch_too_large_for_the_inbox_is_refused_as_a_whole()
    {
        await Store.AppendAsync(_person, [Samples.Observation("a"), Samples.Observation("b")], 3, None);

        Assert.IsType<AppendOutcome.Full>(await Store.AppendAsync(_person, [Samples.Observation("c"), Samples.Observation("d")], 3, None));
        Assert.Equal(["a", "b"], Ids((await ReadAsync()).Inbox));
        Assert.Equal(2, (await ReadAsync()).LastSequence);
        Assert.Equal([new AppendedItem.Accepted(3)], Items(await Store.AppendAsync(_person, [Samples.Observation("d")], 3, None)));
    }

    [Fact]
    public async Task A_refused_first_batch_creates_no_person()
    {
        Assert.IsType<AppendOutcome.Full>(await Store.AppendAsync(_person, [Samples.Observation("a"), Samples.Observation("b")], 1, None));
        Assert.Null(await Store.ReadAsync(_person, None));
    }

    [Fact]
    public async Task A_retry_takes_no_room_in_a_full_inbox()
    {
        await Store.AppendAsync(_person, [Samples.Observation("a"), Samples.Observation("b")], 2, None);

        Assert.Equal(
            [new AppendedItem.Duplicate(2), new AppendedItem.Duplicate(1)],
            Items(await Store.AppendAsync(_person, [Samples.Observation("b"), Samples.Observation("a")], 2, None)));
    }

    [Fact]
    public async Task A_fold_makes_room_in_the_inbox()
    {
        await Store.AppendAsync(_person, [Samples.Observation("a"), Samples.Observation("b")], 2, None);
        Assert.IsType<AppendOutcome.Full>(await Store.AppendAsync(_person, [Samples.Observation("c")], 2, None));
        await FoldAsync();
        Assert.Equal([new AppendedItem.Accepted(3)], Items(await Store.AppendAsync(_person, [Samples.Observation("c")], 2, None)));
    }

    [Fact]
    public async Task Concurrent_retries_count_every_observation_once()
    {
        var observations = Enumerable.Range(0, 24).Select(i => Samples.Observation($"o-{i}")).ToArray();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(client => Task.Run(async () =>
        {
            var accepted = 0;
            foreach (var batch in observations.Skip(client).Concat(observations.Take(client)).Chunk(5))
            {
                accepted += (await AppendAsync(batch)).OfType<AppendedItem.Accepted>().Count();
            }

            return accepted;
        })));

        var stored = await ReadAsync();
        Assert.Equal(24, outcomes.Sum());
        Assert.Equal(24, stored.LastSequence);
        Assert.Equal(Enumerable.Range(1, 24).Select(number => (long)number), stored.Inbox.Select(accepted => accepted.Number));
        Assert.Equal(24, Ids(stored.Inbox).Distinct().Count());
    }

    private static IEnumerable<string> Ids(IEnumerable<AcceptedObservation> observations) => observations.Select(accepted => accepted.Observation.Id.Value);

    private static IEnumerable<AppendedItem> Items(AppendOutcome outcome) => Assert.IsType<AppendOutcome.Appended>(outcome).Items;

    private async Task<IEnumerable<AppendedItem>> AppendAsync(params Observation[] observations) =>
        Items(await Store.AppendAsync(_person, [.. observations], 1000, None));

    private async Task<StoredMindscape> ReadAsync()
    {
        var stored = await Store.ReadAsync(_person, None);
        Assert.NotNull(stored);
        return stored;
    }

    private async Task FoldAsync()
    {
        var stored = await ReadAsync();
        Assert.Equal(ReplaceOutcome.Saved, await Store.ReplaceAsync(stored, Samples.Fold(stored), None));
    }

    private async Task<List<AcceptedObservation>> HistoryAsync()
    {
        var history = new List<AcceptedObservation>();
        await foreach (var accepted in Store.ReadFoldedAsync(_person, None))
        {
            history.Add(accepted);
        }

        return history;
    }
}
