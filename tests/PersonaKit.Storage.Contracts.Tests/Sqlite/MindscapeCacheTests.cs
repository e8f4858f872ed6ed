using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Sqlite.Caching;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

public sealed class MindscapeCacheTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void People_with_much_in_their_inboxes_take_the_room_that_they_need(bool isEncoded)
    {
        // A megabyte each as text; the cache is for at most 96.
        var text = new string('x', 512 * 1024);
        var said = new ObservationDraft { Pointer = "", Type = "note", Content = new DataValue.Map([new("text", DataValue.Of(text))]) }.Accept(ObservationId.Parse("o"), Samples.Now);
        var observation = isEncoded ? said : said with { Content = said.Content };
        Assert.Equal(isEncoded, !observation.Encoded.IsEmpty);
        var cache = new MindscapeCache(Samples.Catalog);
        var people = Enumerable.Range(0, 300).Select(i => PersonId.Parse($"p-{i}")).ToArray();
        foreach (var person in people)
        {
            cache.Appended(person, [new AcceptedObservation(1, observation)]);
        }

        var kept = people.Count(person => cache.Find(person) is not null);
        Assert.InRange(kept, 1, 96);
    }
}
