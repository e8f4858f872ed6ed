using PersonaKit.Core.Time;

namespace PersonaKit.Core.Tests.Personas;

/// <summary>Days on which the clock jumps, and zones that are not whole hours from UTC, against an oracle that walks minute by minute.</summary>
public class LocalTimeTests
{
    [Theory]
    [InlineData("America/New_York", "2026-03-08", "{hour_range: [2, 3]}")]
    [InlineData("America/New_York", "2026-03-08", "{hour_range: [1, 4]}")]
    [InlineData("America/New_York", "2026-03-08", "{period: morning}")]
    [InlineData("America/New_York", "2026-03-08", "{day_of_week: sunday}")]
    [InlineData("America/New_York", "2026-11-01", "{hour_range: [1, 2]}")]
    [InlineData("America/New_York", "2026-11-01", "{hour_range: [0, 1]}")]
    [InlineData("America/New_York", "2026-11-01", "{hour_range: [2, 24]}")]
    [InlineData("America/New_York", "2026-11-01", "{period: night}")]
    [InlineData("Asia/Kolkata", "2026-06-10", "{period: afternoon, hour_range: [14, 16]}")]
    [InlineData("Asia/Kolkata", "2026-06-10", "{day_of_week: [wednesday]}")]
    [InlineData("Asia/Kathmandu", "2026-06-10", "{period: evening}")]
    [InlineData("Asia/Kathmandu", "2026-12-31", "{day_of_week: [friday]}")]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "{hour_range: [1, 2]}")]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "{hour_range: [2, 3]}")]
    [InlineData("Australia/Lord_Howe", "2026-10-04", "{hour_range: [2, 3]}")]
    [InlineData("Australia/Lord_Howe", "2026-10-04", "{hour_range: [1, 2]}")]
    [InlineData("Africa/Casablanca", "2026-02-15", "{hour_range: [2, 4]}")]
    public void The_answer_and_its_next_change_follow_the_local_clock(string zoneId, string day, string check)
    {
        var person = Given.Person(zoneId);
        var mapper = Given.Rule($"{{time_check: {check}}}");
        var system = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var start = Given.Instant($"{day}T00:00:00Z").AddHours(-18);

        // No period changes within these minutes are missed: every offset in use is a whole number of minutes.
        var answers = Enumerable.Range(0, 96 * 60).Select(minute => Answer(check, TimeZoneInfo.ConvertTime(start.AddMinutes(minute), system).DateTime)).ToArray();
        for (var minute = 0; minute < 54 * 60; minute += 7)
        {
            var persona = Given.Built(person, mapper, start.AddMinutes(minute));
            Assert.Equal(answers[minute], persona.Overlay.Suggestions.Length == 1);

            var change = Array.FindIndex(answers, minute, answer => answer != answers[minute]);
            var limit = minute + (24 * 60);
            var expected = change < 0 || change > limit ? limit : change;
            if (check.Contains("period", StringComparison.Ordinal))
            {
                expected = Math.Min(expected, minute + MinutesLeftOfPeriod(start.AddMinutes(minute), system));
            }

            Assert.Equal(start.AddMinutes(expected), persona.ExpiresAt);
        }
    }

    [Fact]
    public void An_hour_that_the_clock_skips_never_comes()
    {
        var mapper = Given.Rule("{time_check: {hour_range: [2, 3]}}");
        var person = Given.Person("America/New_York");
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            Assert.Empty(Given.Built(person, mapper, Given.Instant("2026-03-08T05:00:00Z").AddMinutes(minute)).Overlay.Suggestions);
        }
    }

    [Fact]
    public void An_hour_that_the_clock_repeats_comes_as_one_window_of_two_hours()
    {
        var mapper = Given.Rule("{time_check: {hour_range: [1, 2]}}");
        var persona = Given.Built(Given.Person("America/New_York"), mapper, Given.Instant("2026-11-01T05:15:00Z"));
        Assert.Single(persona.Overlay.Suggestions);
        Assert.Equal(Given.Instant("2026-11-01T07:00:00Z"), persona.ExpiresAt);
    }

    [Fact]
    public void A_clock_time_in_the_context_is_read_in_the_persons_zone_also_when_the_clock_skips_it()
    {
        const string condition = "{context_check: {field: f, operator: within_minutes, value: 30}}";
        Assert.True(Given.Fires(condition, Given.Person("America/New_York"), Given.Instant("2026-03-08T07:00:00Z"), """{"f":"2026-03-08T02:30:00"}"""));
        Assert.False(Given.Fires(condition, Given.Person("America/New_York"), Given.Instant("2026-03-08T07:00:00.001Z"), """{"f":"2026-03-08T02:30:00"}"""));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", "America/New_York")]
    [InlineData("9999-12-31T23:59:59.999Z", "Pacific/Kiritimati")]
    public void The_ends_of_the_calendar_are_survived(string at, string zone)
    {
        var instant = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        var persona = Given.Built(Given.Person(zone), Given.Rule("{time_check: {period: night}}"), instant);
        Assert.True(persona.ExpiresAt >= instant);
    }

    private static bool Answer(string check, DateTime local)
    {
        var hour = local.Hour;
        return check switch
        {
            "{hour_range: [2, 3]}" => hour == 2,
            "{hour_range: [1, 4]}" => hour is 1 or 2 or 3,
            "{hour_range: [1, 2]}" => hour == 1,
            "{hour_range: [0, 1]}" => hour == 0,
            "{hour_range: [2, 24]}" => hour >= 2,
            "{hour_range: [2, 4]}" => hour is 2 or 3,
            "{period: morning}" => DayPeriods.Of(hour) == DayPeriod.Morning,
            "{period: night}" => DayPeriods.Of(hour) == DayPeriod.Night,
            "{period: evening}" => DayPeriods.Of(hour) == DayPeriod.Evening,
            "{period: afternoon, hour_range: [14, 16]}" => hour is 14 or 15,
            "{day_of_week: sunday}" => local.DayOfWeek == DayOfWeek.Sunday,
            "{day_of_week: [wednesday]}" => local.DayOfWeek == DayOfWeek.Wednesday,
            "{day_of_week: [friday]}" => local.DayOfWeek == DayOfWeek.Friday,
            _ => throw new ArgumentOutOfRangeException(nameof(check), check, null),
        };
    }

    private static int MinutesLeftOfPeriod(DateTimeOffset at, TimeZoneInfo zone)
    {
        var period = DayPeriods.Of(TimeZoneInfo.ConvertTime(at, zone).Hour);
        var minutes = 1;
        while (DayPeriods.Of(TimeZoneInfo.ConvertTime(at.AddMinutes(minutes), zone).Hour) == period)
        {
            minutes++;
        }

        return minutes;
    }
}
