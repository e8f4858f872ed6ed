using CsCheck;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;
using PersonaKit.Language.Review;

namespace PersonaKit.Core.Tests.Personas.Review;

/// <summary>Of a rule it is said "never fires" only when it never does.</summary>
public class NeverFiresProperties
{
    private static readonly string[] Literals = ["1", "2", "\"1\"", "high", "[1, 2]", "[high]", "null"];
    private static readonly string[] Values = ["1", "2", "1.5", "\"1\"", "\"high\"", "[1, 2]", "[\"high\"]", "null", "true"];

    // The whole table, each operator with the literals that it takes; so one that is added is judged here, too.
    private static readonly (string Name, string Literal)[] OfTraits = [.. ComparisonOperators.All.Where(known => !known.DependsOnMoment).SelectMany(Written)];
    private static readonly (string Name, string Literal)[] OfContext = [.. ComparisonOperators.All.SelectMany(Written)];

    private static readonly Gen<string> Check = Gen.OneOf(
        Gen.Select(Word("a", "b"), Word(OfTraits), (path, check) => $"{{trait_check: {{path: {path}, operator: {check.Name}, value: {check.Literal}}}}}"),
        Gen.Select(Word("a", "b"), Word(Literals), Word(Literals), (path, one, other) => $"{{trait_check: {{path: {path}, operator: in, value: [{one}, {other}]}}}}"),
        Word(OfContext).Select(check => $"{{context_check: {{field: a, operator: {check.Name}, value: {check.Literal}}}}}"),
        Gen.Int[0, 60].Select(minutes => $"{{context_check: {{field: a, operator: within_minutes, value: {minutes}}}}}"),
        Gen.Select(Gen.Int[0, 23], Gen.Int[0, 24], Word("user_local", "Asia/Tokyo"), (from, to, zone) => $"{{time_check: {{hour_range: [{from}, {to}], timezone: {zone}}}}}"),
        Word("morning", "afternoon", "evening", "night").Select(period => $"{{time_check: {{period: {period}, day_of_week: [monday, friday]}}}}"));

    private static readonly Gen<string> AnyCondition = Gen.Recursive<string>((depth, inner) => depth >= 3
        ? Check
        : Gen.OneOf(
            Check,
            inner.Select(part => $"{{not: {part}}}"),
            inner.Array[0, 3].Select(parts => $"{{all: [{string.Join(", ", parts)}]}}"),
            inner.Array[2, 4].Select(parts => $"{{all: [{string.Join(", ", parts)}]}}"),
            inner.Array[0, 3].Select(parts => $"{{any: [{string.Join(", ", parts)}]}}")));

    private static readonly Gen<EvaluationContext> Moment = Gen.Select(
        Word<string?>([null, .. Values]),
        Word<string?>([null, .. Values]),
        Word<string?>([null, "\"2026-01-20T10:30:00Z\"", .. Values]),
        Word("UTC", "America/New_York"),
        Gen.Int[0, 7 * 24 * 4],
        (a, b, context, zone, quarters) => new EvaluationContext(
            TraitSet.Of(new[] { ("a", a), ("b", b) }.Where(trait => trait.Item2 is not null).Select(trait => Given.Trait(trait.Item1, trait.Item2!))),
            context is null ? PersonaContext.Empty : Given.Context($$"""{"a":{{context}}}"""),
            LocalZone.TryFind(zone)!,
            Given.Instant("2026-01-19T00:00:00Z").AddMinutes(15 * quarters)));

    [Fact]
    public void A_rule_that_is_said_never_to_fire_never_fires()
    {
        var (said, silent) = (0, 0);
        Gen.Select(AnyCondition, Moment.Array[60]).Sample(
            (condition, moments) =>
            {
                var program = Given.Rule(condition);
                var isSaid = MapperReview.Of(Source(condition), Shipped.Catalog).Warnings.Any(warning => warning.Message.Contains("never fires", StringComparison.Ordinal));
                var fires = moments.Any(program.Rules[0].Condition.IsTrue);
                Interlocked.Increment(ref isSaid ? ref said : ref silent);
                return !(isSaid && fires);
            },
            iter: 1500,
            threads: 1);

        // Neither answer is the only one.
        Assert.True(said > 50 && silent > 50, $"{said} said, {silent} silent");
    }

    [Fact]
    public void A_path_that_is_said_to_lead_nowhere_leads_nowhere_for_anybody()
    {
        // Everything the shipped catalog can know, and every path below it that could be meant.
        string[] heads = ["work.focus_duration", "work.energy_patterns", "work.peak_hours", "work.task_switching_cost", "current_state.energy_level", "current_state.mood", "notes"];
        string[] tails = ["", ".p50", ".p95", ".count", ".trend", ".share", ".share.high", ".share.huge", ".morning", ".dawn", ".peak_hours", ".peak_hours.0", ".hours.09", ".hours.9", ".0", ".first", ".x"];
        var paths = heads.SelectMany(head => tails.Select(tail => head + tail)).Select(TraitPath.Parse).ToList();
        var nowhere = paths.Where(path => MapperReview.Of($"metadata: {{id: m}}\nrequired_traits: [{path}]", Shipped.Catalog).Warnings.Length > 0).ToList();
        Assert.InRange(nowhere.Count, 20, paths.Count - 20);
        Mindscapes.History.Any.Sample(
            history =>
            {
                var traits = Mindscapes.Observed.Fold([.. history]).Traits;
                return nowhere.TrueForAll(path => !traits.TryResolve(path, out _, out _));
            },
            iter: 100);
    }

    private static IEnumerable<(string Name, string Literal)> Written(ComparisonOperator known) =>
        Literals.Where(literal => known.Literal.Fit(Data(literal)) is not null).Select(literal => (known.Name, literal));

    private static DataValue Data(string literal) =>
        ((Condition.TraitCheck)Given.Rule($"{{trait_check: {{path: a, value: {literal}}}}}").Rules[0].Condition).Comparison.Literal;

    private static Gen<T> Word<T>(params T[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    private static string Source(string condition) => $$$"""
        metadata: {id: m}
        rules: [{id: r, conditions: {{{condition}}}, actions: [{generate_suggestion: {type: t, template: t}}]}]
        templates: {t: {title: T}}
        """;
}
