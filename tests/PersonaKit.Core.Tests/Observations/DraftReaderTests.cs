using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Tests.Observations;

public class DraftReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 20, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"type":"t","content":{}}""", "")]
    [InlineData("""[{"type":"t","content":{}}]""", "/0")]
    [InlineData("""{"observations":[{"type":"t","content":{}}]}""", "/observations/0")]
    public void One_a_list_or_a_wrapped_list_is_read_and_knows_its_place(string json, string pointer)
    {
        var (drafts, faults) = Read(json);

        Assert.Empty(faults);
        Assert.Equal(pointer, Assert.Single(drafts).Pointer);
    }

    [Theory]
    [InlineData("7", "")]
    [InlineData("[]", "")]
    [InlineData("""{"observations":7}""", "/observations")]
    [InlineData("""{"observations":[],"type":"t"}""", "/type,/observations")]
    [InlineData("""{"content":{}}""", "/type")]
    [InlineData("""{"type":"t"}""", "/content")]
    [InlineData("""{"type":7,"content":{}}""", "/type")]
    [InlineData("""{"type":"","content":{}}""", "/type")]
    [InlineData("""{"type":"t","content":[]}""", "/content")]
    [InlineData("""{"type":"t","content":{},"id":"a b"}""", "/id")]
    [InlineData("""{"type":"t","content":{},"id":""}""", "/id")]
    [InlineData("""{"type":"t","content":{},"id":5}""", "/id")]
    [InlineData("""{"type":"t","content":{},"meta":"x"}""", "/meta")]
    [InlineData("""{"type":"t","content":{},"observedAt":"2026-01-20T09:00:00Z"}""", "/observedAt")]
    [InlineData("""{"type":"t","content":{},"a/b~c":1}""", "/a~1b~0c")]
    [InlineData("""{"type":"t","content":{},"observed_at":"2026-01-20"}""", "/observed_at")]
    [InlineData("""{"type":"t","content":{},"observed_at":"2026-01-20T09:00:00"}""", "/observed_at")]
    [InlineData("""{"type":"t","content":{},"observed_at":1737363600}""", "/observed_at")]
    [InlineData("""{"type":"t","content":{},"observed_at":"2026-01-20T11:00:00.001Z"}""", "/observed_at")]
    [InlineData("""{"type":"t","content":{},"corrects":"a b"}""", "/corrects")]
    [InlineData("""{"type":"t","content":{},"corrects":null}""", "/corrects")]
    [InlineData("""{"type":"t","content":{},"id":"a","corrects":"a"}""", "/corrects")]
    [InlineData("""{"type":"t","content":{},"id":"retraction:a"}""", "/id")]
    [InlineData("""{"type":"retraction","content":{"observation_id":"a"}}""", "/type")]
    [InlineData("""[{"type":"t","content":{}},{"type":7,"content":{},"id":"?"},8]""", "/1/type,/1/id,/2")]
    public void Every_fault_is_pointed_at(string json, string pointers)
    {
        var (_, faults) = Read(json);

        Assert.Equal(pointers.Split(','), faults.Select(fault => fault.Pointer));
    }

    [Fact]
    public void More_than_a_hundred_are_refused() =>
        Assert.Single(Read($"[{string.Join(',', Enumerable.Repeat("""{"type":"t","content":{}}""", 101))}]").Faults);

    [Fact]
    public void An_hour_of_clock_skew_is_forgiven() =>
        Assert.Empty(Read("""{"type":"t","content":{},"observed_at":"2026-01-20T06:00:00-05:00"}""").Faults);

    [Fact]
    public void The_same_body_in_another_order_has_the_same_fingerprint()
    {
        var one = Read("""{"type":"t","content":{"a":1,"b":{"c":[1.0],"d":2}},"observed_at":"2026-01-20T09:00:00Z"}""").Drafts[0];
        var other = Read("""{"content":{"b":{"d":2,"c":[1]},"a":1},"observed_at":"2026-01-20T10:00:00+01:00","type":"t"}""").Drafts[0];

        Assert.Equal(ObservationFingerprint.Of(one), ObservationFingerprint.Of(other));
    }

    [Theory]
    [InlineData("""{"type":"u","content":{"a":1}}""")]
    [InlineData("""{"type":"t","content":{"a":2}}""")]
    [InlineData("""{"type":"t","content":{"a":"1"}}""")]
    [InlineData("""{"type":"t","content":{"a":1},"meta":{}}""")]
    [InlineData("""{"type":"t","content":{"a":1},"observed_at":"2026-01-20T09:00:00Z"}""")]
    public void Another_body_has_another_fingerprint(string json) =>
        Assert.NotEqual(
            ObservationFingerprint.Of(Read("""{"type":"t","content":{"a":1}}""").Drafts[0]),
            ObservationFingerprint.Of(Read(json).Drafts[0]));

    [Theory]
    [InlineData("ana")]
    [InlineData("auth0|5f7c")]
    [InlineData("Ana.Lee+work@example.com")]
    [InlineData("a~b_c:d-e")]
    public void A_person_id_may_hold_what_accounts_are_called(string text) => Assert.True(PersonId.TryParse(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("-a")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a#b")]
    [InlineData("ä")]
    [InlineData(null)]
    public void A_person_id_may_not_hold_what_paths_and_keys_cannot(string? text) => Assert.False(PersonId.TryParse(text, out _));

    [Fact]
    public void An_id_may_be_as_long_as_its_limit_and_no_longer()
    {
        Assert.True(PersonId.TryParse(new string('a', 128), out _));
        Assert.False(PersonId.TryParse(new string('a', 129), out _));
        Assert.True(ObservationId.TryParse(new string('a', 64), out _));
        Assert.False(ObservationId.TryParse(new string('a', 65), out _));
    }

    private static (IReadOnlyList<ObservationDraft> Drafts, List<Fault> Faults) Read(string json)
    {
        var faults = new List<Fault>();
        return (ObservationDraftReader.Read(DataValueJson.Parse(json), Now, faults), faults);
    }
}
