using PersonaKit.Core.Time;

namespace PersonaKit.Core.Tests.Time;

public class DurationsTests
{
    [Theory]
    [InlineData("1m", 1)]
    [InlineData("90m", 90)]
    [InlineData("3h", 180)]
    [InlineData("28d", 40_320)]
    [InlineData("12w", 120_960)]
    [InlineData("36500d", 52_560_000)]
    [InlineData("9999999m", 9_999_999)]
    public void A_duration_is_a_whole_number_and_a_unit(string text, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), Durations.TryParse(text));

    [Theory]
    [InlineData("9999999w")]
    [InlineData("9999999d")]
    [InlineData("36501d")]
    [InlineData("5215w")]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("5")]
    [InlineData("-5m")]
    [InlineData("1.5h")]
    [InlineData("5s")]
    [InlineData("00000000m")]
    public void Any_other_text_and_what_is_longer_than_a_century_is_none(string text) => Assert.Null(Durations.TryParse(text));
}
