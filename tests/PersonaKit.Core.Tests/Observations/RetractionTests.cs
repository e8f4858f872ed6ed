using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Tests.Observations;

public class RetractionTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 20, 10, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string, string, string> Batches => new()
    {
        { "nothing is taken back", "a", "a2 b", "" },
        { "what is stored otherwise", "a", "a2 c>a", "c" },
        { "in any order", "a", "c>a a2", "c" },
        { "what follows from what is refused", "a", "e>d d>c c>a a2", "c d e" },
        { "and nothing else", "a b", "a2 c>a d>b e", "c" },
        { "a retry of what is stored is no conflict", "a", "a c>a", "" },
        { "what is stored is not refused any more", "a c>a", "a2 c>a d>c", "" },
        { "two bodies in one batch", "", "a a2 c>a", "c" },
        { "a forgotten one has no body that could differ", "a!", "a2 c>a", "" },
        { "retractions, too", "a", "a2 r>a", "r" },
    };

    [Theory]
    [MemberData(nameof(Batches))]
    public void What_takes_back_an_id_that_the_batch_is_refused_for_is_refused(string why, string stored, string batch, string refused)
    {
        Assert.NotEmpty(why);
        var known = Split(stored).ToDictionary(observation => observation.Id);
        var found = Retraction.RefusedIn([.. Split(batch)], id => known.GetValueOrDefault(id));
        Assert.Equal(refused, string.Join(' ', found.Select(id => Retraction.IsRetraction(id) ? "r" : id.Value).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("a", "b c>a", "")]
    [InlineData("", "b c>a", "a")]
    [InlineData("", "a c>a", "")]
    [InlineData("", "c>a a", "a")]
    [InlineData("", "r>a s>b", "a b")]
    public void What_is_taken_back_is_stored_or_comes_earlier(string stored, string batch, string missing)
    {
        var known = Split(stored).Select(observation => observation.Id).ToHashSet();
        Assert.Equal(missing, string.Join(' ', Retraction.MissingFrom([.. Split(batch)], known.Contains).Select(id => id.Value).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Nothing_takes_a_retraction_back()
    {
        var retraction = Retraction.Of(ObservationId.Parse("a"), Now);
        Assert.Equal([retraction.Id], Retraction.MissingFrom([Retraction.Of(retraction.Id, Now)], static _ => true));
    }

    private static IEnumerable<Observation> Split(string batch) => batch.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(item =>
    {
        var (name, target) = item.Split('>') is [var first, var second] ? (first, second) : (item, null);
        if (name is "r" or "s")
        {
            return Retraction.Of(ObservationId.Parse(target!), Now);
        }

        var observation = new ObservationDraft
        {
            Pointer = "",
            Type = "note",
            Content = new DataValue.Map([new("text", DataValue.Of(name))]),
            Corrects = target is null ? null : ObservationId.Parse(target),
        }.Accept(ObservationId.Parse(name[..1]), Now);
        return name.EndsWith('!') ? observation.Forget() : observation;
    });
}
