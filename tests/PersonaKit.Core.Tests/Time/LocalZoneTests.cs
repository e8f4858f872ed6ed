using System.Globalization;
using CsCheck;
using PersonaKit.Core.Time;

namespace PersonaKit.Core.Tests.Time;

public class LocalZoneTests
{
    private static readonly string[] Zones =
        ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "America/Sao_Paulo"];

    private static readonly Gen<(string Zone, DateTimeOffset At)> Any = Gen.Select(
        Gen.Int[0, Zones.Length - 1].Select(i => Zones[i]),
        Gen.Long[0, 40L * 365 * 24 * 60].Select(minutes => new DateTimeOffset(1995, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes)));

    [Fact]
    public void The_offset_is_the_platforms_at_any_instant() =>
        Any.Sample(sample => LocalZone.TryFind(sample.Zone)!.SpanAt(sample.At).Offset
            == TimeZoneInfo.FindSystemTimeZoneById(sample.Zone).GetUtcOffset(sample.At), iter: 3000);

    [Fact]
    public void The_offset_does_not_change_within_a_span() =>
        Any.Sample(sample =>
        {
            var zone = LocalZone.TryFind(sample.Zone)!;
            var span = zone.SpanAt(sample.At);
            var last = new DateTimeOffset(span.Until.AddSeconds(-1), TimeSpan.Zero);
            return span.Contains(sample.At.UtcDateTime)
                && zone.SpanAt(last) == span
                && TimeZoneInfo.FindSystemTimeZoneById(sample.Zone).GetUtcOffset(last) == span.Offset;
        }, iter: 1000);

    [Theory]
    [InlineData("America/New_York", "2026-03-08T02:30:00", "2026-03-08T07:00:00Z")]
    [InlineData("America/New_York", "2026-11-01T01:30:00", "2026-11-01T05:30:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29T02:00:00", "2026-03-29T01:00:00Z")]
    [InlineData("Asia/Kolkata", "2026-01-20T09:00:00", "2026-01-20T03:30:00Z")]
    public void A_local_time_has_an_instant_even_where_the_clock_jumps(string zone, string local, string instant) =>
        Assert.Equal(
            DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture),
            LocalZone.TryFind(zone)!.ToInstant(DateTime.Parse(local, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("../etc/passwd")]
    [InlineData("Pacific Standard Time")]
    [InlineData("europe/berlin")]
    [InlineData("")]
    [InlineData("/usr/share/zoneinfo/UTC")]
    public void What_is_no_IANA_name_is_no_zone(string name) => Assert.Null(LocalZone.TryFind(name));

    [Theory]
    [InlineData("2026-01-20T10:00:00Z", true)]
    [InlineData("2026-01-20T10:00Z", true)]
    [InlineData("2026-01-20T10:00:00.1234567+05:45", true)]
    [InlineData("2026-01-20T10:00:00.123456789Z", true)]
    [InlineData("2026-01-20T10:00:00+01", true)]
    [InlineData("2026-01-20T10:00:00-0330", true)]
    [InlineData("2026-01-20t10:00:00z", true)]
    [InlineData("2026-01-20T10:00:00.Z", false)]
    [InlineData("2026-01-20T10:00:00+1", false)]
    [InlineData("2026-01-20T10:00:00+15:00", false)]
    [InlineData("2026-01-20T24:00:00Z", false)]
    [InlineData("2026-01-20T10:00:00", false)]
    [InlineData("2026-01-20", false)]
    [InlineData("2026-02-30T10:00:00Z", false)]
    [InlineData("0001-01-01T00:00:00Z", false)]
    [InlineData("2026-01-20 10:00:00Z", false)]
    public void An_instant_has_a_date_a_time_and_an_offset(string text, bool valid) => Assert.Equal(valid, Instants.TryParse(text, out _));

    [Fact]
    public void At_the_end_of_the_calendar_a_clock_east_of_Greenwich_stands_still()
    {
        var end = DateTimeOffset.MaxValue.AddMilliseconds(-1);
        Assert.Equal(DateTime.MaxValue, LocalZone.TryFind("Pacific/Kiritimati")!.ToLocal(end));
        Assert.Equal(end.UtcDateTime, LocalZone.Utc.ToLocal(end));
        Assert.Equal(end.UtcDateTime.AddHours(-5), LocalZone.TryFind("America/New_York")!.ToLocal(end));
    }
}
