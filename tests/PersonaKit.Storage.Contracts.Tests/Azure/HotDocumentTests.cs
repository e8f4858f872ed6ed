using System.Text;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>The hot document holds whatever a post may carry.</summary>
public sealed class HotDocumentTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("12345678901234567890123")]
    public void An_assertion_as_deep_as_a_post_allows_is_stored_folded_and_read_again(string innermost)
    {
        // A post nests the value in its content, and the whole in the observation.
        const int depth = DataValueJson.MaxDepth - 2;
        var value = DataValueJson.Parse(new string('[', depth) + innermost + new string(']', depth));
        var person = Samples.NewPerson();
        var sent = Samples.Observation("a") with
        {
            Type = "assertion",
            Content = new DataValue.Map([new("trait", DataValue.Of("notes.deep")), new("value", value)]),
        };
        var folded = MindscapeFold.Rebuild(person, [sent], Samples.Catalog) with { Version = new MindscapeVersion(1), LastSequence = 1 };

        var document = HotDocument.New(person, Samples.Catalog) with
        {
            State = HotState.Of(folded),
            LastSequence = 2,
            Inbox = [new AcceptedObservation(2, sent)],
            Recent = [new AcceptedObservation(1, sent)],
        };
        var read = HotDocumentJson.Read(HotDocumentJson.Write(document), "1");

        Assert.Equal(value, read.ToStored(read.Inbox, Samples.Catalog).Mindscape.Traits.Find("notes.deep")!.Value);
        Assert.Equal(sent, read.Inbox[0].Observation);
        Assert.Equal(sent, read.Recent[0].Observation);
        Assert.Equal(2, HotDocumentJson.Skim(HotDocumentJson.Write(document)).LastSequence);
    }

    [Fact]
    public void Writing_a_fold_parses_nothing()
    {
        // Deeper than anything is read, so that a document that is parsed on the way fails.
        const int depth = 2 * DataValueJson.MaxStoredDepth;
        var value = Enumerable.Range(0, depth).Aggregate((DataValue)DataValue.Of(1), (inner, _) => new DataValue.List([inner]));
        var sent = Samples.Observation("a") with
        {
            Type = "assertion",
            Content = new DataValue.Map([new("trait", DataValue.Of("notes.deep")), new("value", value)]),
        };
        var folded = MindscapeFold.Rebuild(Samples.NewPerson(), [sent], Samples.Catalog);
        var document = HotDocument.New(folded.PersonId, Samples.Catalog) with { State = HotState.Of(folded) };

        Assert.Contains(new string('[', depth), Encoding.UTF8.GetString(HotDocumentJson.Write(document)), StringComparison.Ordinal);
    }
}
