using System.Collections.Immutable;
using PersonaKit.Fuzz.Contract;
using PersonaKit.Fuzz.Generation;
using PersonaKit.Fuzz.Wire;

namespace PersonaKit.Fuzz.Rules;

public sealed class GeneratorTests
{
    private const int Sample = 3000;

    private static readonly ApiDocument Document = ApiDocument.Load();
    private static readonly Vocabulary Words = new(
        ["a", "b"], "m", "s", ["metadata: {id: m}", "{}"], ImmutableDictionary<(string, string), ImmutableArray<string>>.Empty);

    [Fact]
    public void A_seed_and_a_number_give_the_same_bytes_and_another_seed_gives_others()
    {
        var (first, second) = (Requests(7), Requests(7));
        Assert.Equal(first.Select(Hex), second.Select(Hex));
        Assert.NotEqual(first.Select(Hex), Requests(8).Select(Hex));
    }

    [Fact]
    public void Every_operation_of_the_document_is_asked_for() =>
        Assert.Equal(
            Document.Operations.Select(operation => operation.Id).Order(),
            Requests(1).Select(request => request.Operation.Id).Distinct().Order());

    [Fact]
    public void Every_kind_of_trick_is_played()
    {
        var kinds = Requests(1).SelectMany(request => request.Tricks).Select(trick => trick.Split(' ')[0]).ToHashSet();
        string[] expected =
        [
            "value", "text", "random", "compressed", "charset", "path", "query", "verb", "unexpected", "field", "header", "framing", "raw",
        ];
        Assert.Equal(expected.Order(), kinds.Order());
    }

    private static string Hex(WireRequest request) => Convert.ToHexString(request.ToBytes());

    private static List<WireRequest> Requests(int seed)
    {
        var generator = new RequestGenerator(Document, seed);
        return [.. Enumerable.Range(0, Sample).Select(number => generator.Make(number, Words, "127.0.0.1:1"))];
    }
}
