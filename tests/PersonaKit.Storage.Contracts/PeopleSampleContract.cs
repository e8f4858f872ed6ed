using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>Samples of people.</summary>
public abstract class PeopleSampleContract : StoreContract<IMindscapeStore>
{
    [Fact]
    public async Task An_empty_store_has_no_people() => Assert.Empty(await Store.SamplePeopleAsync(20, None));

    [Fact]
    public async Task A_large_enough_sample_contains_everybody_once()
    {
        var people = await ArriveAsync(7);
        await FoldAsync(people[2]);
        await Store.AppendAsync(people[4], [Samples.Observation("again")], 100, None);

        Assert.Equal(Names(people), Names(await Store.SamplePeopleAsync(20, None)));
        Assert.Equal(Names(people), Names(await Store.SamplePeopleAsync(7, None)));
    }

    [Fact]
    public async Task A_sample_is_no_larger_than_asked_for()
    {
        var people = await ArriveAsync(7);

        var sample = await Store.SamplePeopleAsync(3, None);
        Assert.Equal((3, 3), (sample.Length, sample.Distinct().Count()));
        Assert.Subset(people.ToHashSet(), sample.ToHashSet());
        Assert.Empty(await Store.SamplePeopleAsync(0, None));
    }

    [Fact]
    public async Task Documents_of_a_persons_history_are_not_people()
    {
        var person = (await ArriveAsync(1))[0];
        for (var i = 0; i < 4; i++)
        {
            await Store.AppendAsync(person, [.. Enumerable.Range(0, 60).Select(n => Samples.Observation($"o-{i}-{n}"))], 100, None);
            await FoldAsync(person);
        }

        Assert.Equal(person, Assert.Single(await Store.SamplePeopleAsync(20, None)));
    }

    private static IEnumerable<string> Names(IEnumerable<PersonId> people) => people.Select(person => person.Value).Order(StringComparer.Ordinal);

    private async Task<List<PersonId>> ArriveAsync(int count)
    {
        var people = Enumerable.Range(0, count).Select(_ => Samples.NewPerson()).ToList();
        foreach (var person in people)
        {
            await Store.AppendAsync(person, [Samples.Observation("first")], 100, None);
        }

        return people;
    }

    private async Task FoldAsync(PersonId person)
    {
        var stored = (await Store.ReadAsync(person, None))!;
        Assert.Equal(ReplaceOutcome.Saved, await Store.ReplaceAsync(stored, Samples.Fold(stored), None));
    }
}
