using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Values;
using static PersonaKit.Core.Tests.Mindscapes.Observed;

namespace PersonaKit.Core.Tests.Mindscapes;

public class ZoneTests
{
    [Theory]
    [InlineData("America/New_York", "2026-01-20T14:30:00Z", "09")]
    [InlineData("America/New_York", "2026-07-20T14:30:00Z", "10")]
    [InlineData("America/New_York", "2026-03-08T06:59:00Z", "01")]
    [InlineData("America/New_York", "2026-03-08T07:00:00Z", "03")]
    [InlineData("Asia/Kolkata", "2026-01-20T03:29:00Z", "08")]
    [InlineData("Asia/Kolkata", "2026-01-20T03:30:00Z", "09")]
    [InlineData("Asia/Kathmandu", "2026-01-20T03:14:00Z", "08")]
    [InlineData("Asia/Kathmandu", "2026-01-20T03:15:00Z", "09")]
    public void A_session_is_scored_at_the_local_hour_of_its_start(string zone, string start, string hour)
    {
        var rhythm = Fold(Assertion("profile.time_zone", $"\"{zone}\"", "2026-01-01T00:00:00Z"), Session(start, 60, 5, 0)).Traits.Find("work.energy_patterns")!;

        Assert.Equal(DataValue.Of(5), rhythm.Descend(["hours", hour]));
    }

    [Fact]
    public void A_plan_for_the_last_hours_of_the_calendar_is_folded_like_every_other()
    {
        var catalog = Shipped.Parse("""
            traits:
              profile.time_zone: { kind: fact, half_life: 365d }
              energy: { kind: rhythm, half_life: 14d }
            observations:
              plan:
                fields: { at: { type: instant, may_lie_ahead: true }, score: number }
                feeds: [ { trait: energy, from: score, hour_of: at, confidence: 0.9 } ]
            """);
        var east = Assertion("profile.time_zone", "\"Pacific/Kiritimati\"", "2026-01-01T00:00:00Z");
        var plan = Of("plan", """{"at":"9999-12-31T22:00:00Z","score":5}""", "2026-01-02T00:00:00Z");

        Assert.Equal(DataValue.Of(5), MindscapeFold.Rebuild(Person, [east, plan], catalog).Traits.Find("energy")!.Descend(["hours", "23"]));
    }

    [Fact]
    public void Without_a_stated_zone_hours_are_UTC() =>
        Assert.Equal("09:00-10:00", Fold(Session("2026-01-20T09:00:00Z", 60, 5, 0)).Traits.Find("work.peak_hours")!.Value.ToDisplayText());

    [Fact]
    public void Each_session_is_read_in_the_zone_the_person_was_in_then()
    {
        var mindscape = Fold(
            Assertion("profile.time_zone", "\"Europe/Berlin\"", "2026-01-05T00:00:00Z"),
            Session("2026-01-06T08:00:00Z", 60, 5, 0),
            Assertion("profile.time_zone", "\"America/New_York\"", "2026-01-12T00:00:00Z"),
            Session("2026-01-13T14:00:00Z", 60, 5, 0));

        Assert.Equal("09:00-10:00", mindscape.Traits.Find("work.peak_hours")!.Value.ToDisplayText());
        Assert.Equal("America/New_York", mindscape.Zone.Id);
    }

    [Fact]
    public void A_zone_that_is_stated_late_asks_for_everything_again()
    {
        var session = Session("2026-01-06T08:00:00Z", 60, 5, 0);
        var zone = Assertion("profile.time_zone", "\"Europe/Berlin\"", "2026-01-05T00:00:00Z");
        var before = Fold(session);

        Assert.Null(MindscapeFold.TryApply(before, [zone], Shipped.Catalog));
        Assert.Equal("09:00-10:00", Fold(session, zone).Traits.Find("work.peak_hours")!.Value.ToDisplayText());
    }

    [Fact]
    public void A_move_after_the_last_session_needs_no_history() =>
        Assert.NotNull(MindscapeFold.TryApply(
            Fold(Assertion("profile.time_zone", "\"Europe/Berlin\"", "2026-01-05T00:00:00Z"), Session("2026-01-06T08:00:00Z", 60, 5, 0)),
            [Assertion("profile.time_zone", "\"America/New_York\"", "2026-01-12T00:00:00Z")],
            Shipped.Catalog));
}
