using System.Collections.Immutable;
using CsCheck;
using PersonaKit.Core.Observations;

namespace PersonaKit.Core.Tests.Mindscapes;

/// <summary>Generated histories of one person: every type the catalog knows, ties, far past, journeys, and types it does not know.</summary>
internal static class History
{
    private static readonly DateTimeOffset Base = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Few distinct instants in the near, so that ties happen; now and then something years old; DST days of both zones in reach.
    private static readonly Gen<DateTimeOffset> Instant = Gen.Frequency(
        (6, Gen.Int[0, 400].Select(step => Base.AddMinutes(step * 30))),
        (3, Gen.Int[0, 400].Select(day => Base.AddHours(-7 * day))),
        (1, Gen.Int[0, 30].Select(year => Base.AddDays(-365 * year).AddSeconds(year))));

    private static readonly Gen<(string Type, string Content)> Body = Gen.OneOf(
        Gen.Select(Gen.Int[0, 600], Gen.Int[10, 50], Gen.Int[0, 6], Instant, (minutes, score, interruptions, start) =>
            ("work_session", $$"""{"start":"{{start:yyyy-MM-ddTHH:mm:ssZ}}","duration_minutes":{{minutes}},"productivity_score":{{score / 10.0}},"interruptions":{{interruptions}}}""")),
        Word("high", "medium", "low").Select(level => ("user_input", $$"""{"type":"energy_check","energy_level":"{{level}}"}""")),
        Word("morning", "afternoon", "evening", "varies").Select(answer => ("user_input", $$$"""{"type":"wizard_response","responses":{"most_productive":"{{{answer}}}"}}""")),
        Gen.Int[0, 120].Select(minutes => ("calendar_event", $$"""{"type":"meeting","duration_minutes":{{minutes}}}""")),
        Word("Europe/Berlin", "America/New_York", "Asia/Kolkata").Select(zone => ("assertion", $$"""{"trait":"profile.time_zone","value":"{{zone}}"}""")),
        Gen.Select(Gen.Int[0, 5], Gen.Int[1, 100]).Select((value, confidence) => ("assertion", $$$"""{"trait":"therapy.progress","value":{"step":{{{value}}}},"confidence":{{{confidence / 100.0}}}}""")),
        Gen.Select(Word("daily_work_optimizer", "therapy_insights"), Word("low_energy_break", "r"), Gen.Int[1, 5], (mapper, rule, rating) =>
            ("feedback", $$"""{"mapper_id":"{{mapper}}","rule_id":"{{rule}}","rating":{{rating}}}""")),
        Gen.Const(("sleep", """{"hours":7}""")));

    public static readonly Gen<ImmutableArray<Observation>> Any = Gen.Select(Body, Instant)
        .Array[1, 250]
        .Select(items => items.Select((item, i) => Observed.Of(item.Item1.Type, item.Item1.Content, item.Item2.ToString("O"), $"o{i}")).ToImmutableArray());

    private static Gen<string> Word(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    /// <summary>
    /// Histories beyond every bound: more different words, mentions, samples, zones and votes than are kept, of few instants, so that ties lie on the bounds.
    /// </summary>
    public static readonly Gen<ImmutableArray<Observation>> BeyondBounds = Gen.Select(
        Gen.Select(Gen.Int[0, 400], Gen.Int[0, 60], Gen.Int[1, 100]).Array[500, 900],
        Gen.Int[0, 6],
        (items, kind) => items.Select((item, i) =>
        {
            var (word, step, confidence) = item;
            var at = Base.AddHours(7 * step).ToString("O");
            var (type, content) = kind switch
            {
                0 or 1 => ("assertion", $$"""{"trait":"{{(kind == 0 ? "free.word" : "free.tags")}}","value":{{(kind == 0 ? $"\"w{word}\"" : $"[\"w{word}\",\"w{word % 7}\"]")}},"confidence":{{confidence / 100.0}}}"""),
                2 => ("work_session", $$"""{"duration_minutes":{{word}},"productivity_score":{{1 + (word % 5)}},"interruptions":{{word % 6}}}"""),
                3 => ("assertion", $$"""{"trait":"profile.time_zone","value":"{{(word % 3) switch { 0 => "Europe/Berlin", 1 => "Asia/Kolkata", _ => "UTC" }}}"}"""),
                4 => ("feedback", $$"""{"mapper_id":"m","rule_id":"r{{word % 2}}","rating":{{1 + (word % 5)}}}"""),
                5 => ("assertion", $$$"""{"trait":"therapy.progress","value":{"step":{{{word}}}},"confidence":{{{confidence / 100.0}}}}"""),
                _ => (word % 2) == 0
                    ? ("assertion", $$"""{"trait":"profile.time_zone","value":"{{((word % 4) == 0 ? "Europe/Berlin" : "Asia/Kolkata")}}"}""")
                    : ("work_session", $$"""{"duration_minutes":{{word}},"productivity_score":{{1 + (word % 5)}},"interruptions":{{word % 6}}}"""),
            };
            return Observed.Of(type, content, at, $"o{i}");
        }).ToImmutableArray());
}
