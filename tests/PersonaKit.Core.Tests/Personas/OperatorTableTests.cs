using CsCheck;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;
using PersonaKit.Language.Mappers;

namespace PersonaKit.Core.Tests.Personas;

/// <summary>What every operator of the table must do, also one that is added tomorrow.</summary>
public class OperatorTableTests
{
    private static readonly DataValue[] Shapes =
    [
        .. new[]
        {
            "null", "true", "false", "0", "1", "2.5", "-1", "1e300", "\"\"", "\"1\"", "\" 2.5 \"", "\"high\"", "\"Infinity\"", "\"2026-01-20T10:15:00Z\"",
            "\"2026-01-20T10:15\"", "[]", "[1]", "[\"high\",1]", "[null,true]", "[[1]]", "{}", """{"high":1}""", """{"1":null}""",
        }.Select(DataValueJson.Parse),
    ];

    private static readonly Gen<Comparison> AnyComparison =
        Gen.Select(Gen.Int[0, ComparisonOperators.All.Length - 1], Gen.Int[0, 1000], (place, literal) =>
        {
            var comparison = ComparisonOperators.All[place];
            var literals = LiteralsOf(comparison);
            return new Comparison(comparison, literals[literal % literals.Length]);
        });

    private static readonly Gen<DataValue> AnyValue = Gen.OneOf(
        Gen.Int[0, Shapes.Length - 1].Select(place => Shapes[place]),
        Gen.Double[-3, 3].Select(DataValue.Of),
        Gen.Int[-1, 3].Select(whole => DataValue.Of(whole)));

    private static readonly Gen<EvaluationContext> AnyMoment = Gen.Int[-120, 120].Select(minutes =>
        new EvaluationContext(TraitSet.Of(), PersonaContext.Empty, LocalZone.TryFind("UTC")!, Given.Instant("2026-01-20T10:00:00Z").AddMinutes(minutes)));

    public static TheoryData<string> Names => [.. ComparisonOperators.All.SelectMany(known => known.Names)];

    [Fact]
    public void No_name_means_two_operators() => Assert.Distinct(ComparisonOperators.All.SelectMany(known => known.Names));

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operator_is_read_by_each_of_its_names(string name)
    {
        var expected = ComparisonOperators.Find(name)!;
        foreach (var literal in LiteralsOf(expected))
        {
            var value = expected.Literal.IsNeeded ? $", value: {DataValueJson.ToJson(literal)}" : "";
            var check = Assert.IsType<Condition.ContextCheck>(Given.Rule($"{{context_check: {{field: f, operator: {name}{value}}}}}").Rules[0].Condition);
            Assert.Same(expected, check.Comparison.Operator);
            Assert.Equal(literal, check.Comparison.Literal);

            var aboutTraits = MapperParser.Parse(Source($"{{trait_check: {{path: a, operator: {name}{value}}}}}"));
            Assert.Equal(expected.DependsOnMoment, aboutTraits.Program is null);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_literal_that_an_operator_cannot_compare_is_a_fault(string name)
    {
        var form = ComparisonOperators.Find(name)!.Literal;
        foreach (var literal in Shapes)
        {
            var parsed = MapperParser.Parse(Source($"{{context_check: {{field: f, operator: {name}, value: {DataValueJson.ToJson(literal)}}}}}"));
            if (form.Fit(literal) is not null)
            {
                Assert.Empty(parsed.Faults);
            }
            else
            {
                Assert.StartsWith($"the value of {name} must be {form.Expectation}, this is ", Assert.Single(parsed.Faults).Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_shape_of_value_gets_an_answer_and_an_explanation(string name)
    {
        var known = ComparisonOperators.Find(name)!;
        foreach (var literal in LiteralsOf(known))
        {
            var comparison = new Comparison(known, literal);
            var value = known.Literal.IsNeeded ? $", value: {DataValueJson.ToJson(literal)}" : "";
            var mapper = Given.Rule($"{{context_check: {{field: f, operator: {name}{value}}}}}");
            foreach (var actual in (DataValue?[])[null, .. Shapes])
            {
                var context = actual is null ? PersonaContext.Empty : PersonaContext.Of(new DataValue.Map([new("f", actual)]));
                var node = Explaining.Explained.Node(
                    Explaining.Explained.Json(Given.Person("UTC"), mapper, Given.Instant("2026-01-20T10:00:00Z"), context), 0);
                context = RelativeTimes.Resolve(mapper, context, Given.Instant("2026-01-20T10:00:00Z"));
                var moment = new EvaluationContext(TraitSet.Of(), context, LocalZone.TryFind("UTC")!, Given.Instant("2026-01-20T10:00:00Z"));
                Assert.Equal(comparison.Holds(context.Values["f"], moment), node.GetProperty("answer").GetBoolean());
                Assert.Equal(known.Name, node.GetProperty("operator").GetString());
                Assert.Equal(known.Literal.IsNeeded, node.TryGetProperty("value", out _));
                Assert.Equal(actual is not null, node.TryGetProperty("saw", out _));
            }
        }
    }

    /// <summary>Every conclusion of the review rests on these: what it says of an operator is so for every value.</summary>
    [Fact]
    public void What_the_review_concludes_from_an_operator_is_so_for_every_value()
    {
        var concluded = 0;
        Gen.Select(AnyComparison, AnyValue, AnyMoment).Sample(
            (comparison, value, moment) =>
            {
                var known = comparison.Operator;
                var passes = comparison.Holds(value, moment);
                Assert.Equal(known.PassesMissing, comparison.Holds(null, moment));
                Assert.True(known.MayAnswer(passes, value, comparison), $"{known} {passes}");
                if (known.Meaning.IsPresence is { } presence)
                {
                    Assert.Equal((presence, !presence), (passes, known.PassesMissing));
                }

                if (known.Meaning.NamesValues)
                {
                    Assert.Equal(known.Meaning.IsClosed == comparison.Members.Contains(value), passes);
                }

                if (known.Meaning.Bound is { } bound && passes)
                {
                    var order = NumericText.TryRead(value)!.Value.CompareTo(comparison.Number!.Value);
                    Assert.True(order == 0 ? !bound.IsOpen : order > 0 == bound.IsLower, $"{known} {value}");
                }

                Interlocked.Add(ref concluded, passes ? 1 : 0);
            },
            iter: 20_000,
            threads: 1);
        Assert.True(concluded > 1000, $"{concluded} passed");
    }

    /// <summary>A persona that is served until it expires must not change its answer before.</summary>
    [Fact]
    public void An_answer_stays_until_the_next_change_that_the_operator_names() =>
        Gen.Select(AnyComparison, AnyValue, AnyMoment, Gen.Int[0, 24 * 60]).Sample(
            (comparison, value, moment, minutes) =>
            {
                var later = moment with { At = moment.At.AddMinutes(minutes) };
                return comparison.NextChange(value, moment) is { } change && change <= later.At
                    || comparison.Holds(value, later) == comparison.Holds(value, moment);
            },
            iter: 20_000);

    private static DataValue[] LiteralsOf(ComparisonOperator known)
    {
        DataValue[] fitting = known.Literal.IsNeeded ? [.. Shapes.Select(known.Literal.Fit).OfType<DataValue>()] : [DataValue.Null.Instance];
        Assert.NotEmpty(fitting);
        return fitting;
    }

    private static string Source(string condition) => $$$"""
        metadata: {id: m}
        rules: [{id: r, conditions: {{{condition}}}, actions: [{generate_suggestion: {type: t, template: t}}]}]
        templates: {t: {title: T}}
        """;
}
