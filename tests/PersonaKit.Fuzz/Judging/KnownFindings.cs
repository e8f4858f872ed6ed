using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using PersonaKit.Fuzz.Generation;
using PersonaKit.Fuzz.Wire;

namespace PersonaKit.Fuzz.Judging;

/// <summary>Findings that are counted and not reported. Whoever mends one deletes it here; the list is to be empty.</summary>
internal static partial class KnownFindings
{
    private const string Point15 = "issue 9, point 15";
    private const string Point19 = "issue 9, point 19";

    public static ImmutableArray<KnownFinding> All { get; } =
    [
        new("an oversized chunk length is a 500", Point15, Failure(exchange => exchange.Request.Tricks.Contains(BodyFramer.HugeChunk))),
        new("a lone surrogate in a context value is a 500", Point19, Failure(exchange => LoneSurrogate().IsMatch(Text(exchange)))),
        new("an instant at the calendar's end is a 500", Point19, Failure(exchange => CalendarEnd().IsMatch(Text(exchange)))),
        new("a duration beyond the calendar is a 500", Point19, Failure(exchange => LongDuration().IsMatch(Text(exchange)))),
    ];

    private static Func<Exchange, bool> Failure(Func<Exchange, bool> isKnown) =>
        exchange => exchange.Answer?.Status == 500 && isKnown(exchange);

    private static string Text(Exchange exchange) => Encoding.Latin1.GetString(exchange.Request.ToBytes());

    [GeneratedRegex(@"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")]
    private static partial Regex LoneSurrogate();

    [GeneratedRegex("9999-12-31")]
    private static partial Regex CalendarEnd();

    [GeneratedRegex("[0-9]{5,7}[mhdw]")]
    private static partial Regex LongDuration();
}
