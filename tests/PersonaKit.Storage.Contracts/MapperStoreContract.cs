using CsCheck;
using PersonaKit.Core.Personas;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>Mappers: numbered revisions that never change, at most one of each active.</summary>
public abstract class MapperStoreContract : StoreContract<IMapperStore>
{
    private static readonly MapperId Work = MapperId.Parse("daily_work_optimizer");
    private static readonly MapperId Therapy = MapperId.Parse("therapy_insights");

    [Fact]
    public async Task Nothing_is_active_at_first() => Assert.Empty(await ActiveAsync());

    [Fact]
    public async Task The_first_text_of_a_mapper_is_revision_1()
    {
        var published = await Store.PublishAsync(Work, "rules: []\n# ☕", Samples.Now, None);

        Assert.Equal(new StoredMapper(Work, 1, "rules: []\n# ☕", Samples.Now), published);
        Assert.Equal([published], await ActiveAsync());
    }

    [Fact]
    public async Task The_same_text_again_is_the_same_revision()
    {
        var first = await Store.PublishAsync(Work, "one", Samples.Now, None);

        Assert.Equal(first, await Store.PublishAsync(Work, "one", Samples.Now.AddDays(1), None));
        Assert.Equal([first], await ActiveAsync());
    }

    [Fact]
    public async Task Another_text_is_the_next_revision_even_when_an_older_one_had_it()
    {
        await Store.PublishAsync(Work, "one", Samples.Now, None);
        Assert.Equal(2, (await Store.PublishAsync(Work, "two", Samples.Now.AddDays(1), None)).Revision);

        var back = await Store.PublishAsync(Work, "one", Samples.Now.AddDays(2), None);
        Assert.Equal(new StoredMapper(Work, 3, "one", Samples.Now.AddDays(2)), back);
        Assert.Equal([back], await ActiveAsync());
    }

    [Fact]
    public async Task Mappers_are_numbered_apart_and_listed_in_ordinal_order()
    {
        var therapy = await Store.PublishAsync(Therapy, "t", Samples.Now, None);
        await Store.PublishAsync(Work, "one", Samples.Now, None);
        var work = await Store.PublishAsync(Work, "two", Samples.Now, None);
        var underscore = await Store.PublishAsync(MapperId.Parse("daily_a"), "u", Samples.Now, None);
        var digit = await Store.PublishAsync(MapperId.Parse("daily1"), "d", Samples.Now, None);

        Assert.Equal([digit, underscore, work, therapy], await ActiveAsync());
    }

    [Fact]
    public async Task Every_revision_can_be_read_again_as_it_was()
    {
        var one = await Store.PublishAsync(Work, "one", Samples.Now, None);
        var two = await Store.PublishAsync(Work, "two", Samples.Now.AddDays(1), None);
        var three = await Store.PublishAsync(Work, "one", Samples.Now.AddDays(2), None);

        Assert.Equal((one, two, three), (await Store.FindAsync(Work, 1, None), await Store.FindAsync(Work, 2, None), await Store.FindAsync(Work, 3, None)));
        Assert.Null(await Store.FindAsync(Work, 4, None));
        Assert.Null(await Store.FindAsync(Work, 0, None));
        Assert.Null(await Store.FindAsync(Therapy, 1, None));
    }

    [Fact]
    public async Task Publishers_at_once_get_one_revision_for_each_text()
    {
        var published = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => Store.PublishAsync(Work, $"text {i}", Samples.Now, None))));

        Assert.Equal(Enumerable.Range(1, 16), published.Select(mapper => mapper.Revision).Order());
        Assert.Equal([published.MaxBy(mapper => mapper.Revision)!], await ActiveAsync());
    }

    [Fact]
    public Task Any_sequence_of_texts_is_numbered_by_its_changes()
    {
        var mapper = 0;
        return Gen.Int[0, 2].Array[1, 10].SampleAsync(
            async texts =>
            {
                var id = MapperId.Parse($"m{Interlocked.Increment(ref mapper)}");
                var revision = 0;
                for (var i = 0; i < texts.Length; i++)
                {
                    revision += i == 0 || texts[i] != texts[i - 1] ? 1 : 0;
                    var published = await Store.PublishAsync(id, $"text {texts[i]}", Samples.Now, None);
                    Assert.Equal((revision, $"text {texts[i]}"), (published.Revision, published.Source));
                }
            },
            iter: 30,
            threads: 1);
    }

    private async Task<IEnumerable<StoredMapper>> ActiveAsync() => await Store.ReadActiveAsync(None);
}
