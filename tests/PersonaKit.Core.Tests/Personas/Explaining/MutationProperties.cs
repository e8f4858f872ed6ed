using System.Globalization;
using System.Text.Json;
using CsCheck;

namespace PersonaKit.Core.Tests.Personas.Explaining;

/// <summary>Nothing can change in a mapper or a person without its explanation saying so, at the place of the change and with the new value.</summary>
public class MutationProperties
{
    private static readonly DateTimeOffset At = Given.Instant("2026-01-20T10:00:00Z");

    private static readonly Gen<Part> Parts = Gen.Select(
        Gen.Int[0, 3], Gen.OneOf("equals", "not_equals", "gte", "lte"), Gen.Int[0, 9], Gen.Int[1, 40], Gen.Int[0, 9],
        (trait, comparison, literal, weight, words) => new Part(0, trait, comparison, literal, weight / 8d, $"Words {words}"));

    private static readonly Gen<World> Worlds = Gen.Select(Parts.Array[2, 6], Gen.Int[0, 9].Array[4], (rules, traits) => new World([.. rules.Select((rule, i) => rule with { Id = i })], traits));

    [Fact]
    public void Any_single_change_is_told_where_it_is() => Gen.Select(Worlds, Gen.Int[0, 5], Gen.Int[0, 4], Gen.Int[1, 7]).Sample(
        (world, place, kind, step) =>
        {
            var index = place % world.Rules.Length;
            var rule = world.Rules[index];
            var mutated = kind switch
            {
                0 => world.With(index, rule with { Weight = rule.Weight + step }),
                1 => world.With(index, rule with { Words = rule.Words + "!" }),
                2 => world.With(index, rule with { Literal = rule.Literal + step }),
                3 => world with { Traits = [.. world.Traits.Select((value, i) => i == rule.Trait ? value + step : value)] },
                _ => world with { Rules = [.. world.Rules.Where((_, i) => i != index)] },
            };
            var (before, after) = (Explain(world), Explain(mutated));
            Assert.NotEqual(before.GetRawText(), after.GetRawText());
            switch (kind)
            {
                case 0:
                    Assert.Equal(rule.Weight + step, after.Rule(index).GetProperty("base_weight").GetDouble());
                    Assert.Equal(rule.Weight + step, after.Rule(index).GetProperty("weight").GetDouble());
                    AssertOthers(before, after, index);
                    break;
                case 1:
                    Assert.Equal(rule.Words + "!", after.Rule(index).GetProperty("actions")[0].Text("title"));
                    AssertOthers(before, after, index);
                    break;
                case 2:
                    Assert.Equal(rule.Literal + step, after.Node(index).GetProperty("value").GetInt32());
                    Assert.Equal(Holds(mutated, mutated.Rules[index]), after.Node(index).GetProperty("answer").GetBoolean());
                    AssertOthers(before, after, index);
                    break;
                case 3:
                    Assert.All(Enumerable.Range(0, mutated.Rules.Length), i =>
                    {
                        Assert.Equal(mutated.Traits[mutated.Rules[i].Trait], after.Node(i).GetProperty("saw").GetInt32());
                        Assert.Equal(Holds(mutated, mutated.Rules[i]), after.Node(i).GetProperty("answer").GetBoolean());
                    });
                    break;
                default:
                    Assert.DoesNotContain($"\"rule_id\":\"r{rule.Id}\"", after.GetRawText(), StringComparison.Ordinal);
                    Assert.Equal(world.Rules.Length - 1, after.GetProperty("rules").GetArrayLength());
                    break;
            }
        },
        iter: 2000);

    private static void AssertOthers(JsonElement before, JsonElement after, int changed) => Assert.Equal(
        before.GetProperty("rules").EnumerateArray().Where((_, i) => i != changed).Select(rule => rule.GetRawText()),
        after.GetProperty("rules").EnumerateArray().Where((_, i) => i != changed).Select(rule => rule.GetRawText()));

    private static bool Holds(World world, Part rule)
    {
        var value = world.Traits[rule.Trait];
        return rule.Comparison switch
        {
            "equals" => value == rule.Literal,
            "not_equals" => value != rule.Literal,
            "gte" => value >= rule.Literal,
            _ => value <= rule.Literal,
        };
    }

    private static JsonElement Explain(World world) =>
        Explained.Json(Given.Person("UTC", world.Traits.Select((value, i) => Given.Trait($"t{i}", value.ToString(CultureInfo.InvariantCulture)))), Given.Mapper(world.Source), At);

    private sealed record Part(int Id, int Trait, string Comparison, int Literal, double Weight, string Words)
    {
        public string Rule => string.Create(CultureInfo.InvariantCulture, $$$"""
              - id: r{{{Id}}}
                weight: {{{Weight}}}
                conditions: {trait_check: {path: t{{{Trait}}}, operator: {{{Comparison}}}, value: {{{Literal}}}}}
                actions: [{generate_suggestion: {type: t, template: w{{{Id}}}}}]
            """);

        public string Template => $"  w{Id}: {{title: '{Words}', description: d}}";
    }

    private sealed record World(Part[] Rules, int[] Traits)
    {
        public string Source => string.Join(
            '\n', ["metadata: {id: m}", "rules:", .. Rules.Select(rule => rule.Rule), "templates:", .. Rules.Select(rule => rule.Template)]);

        public World With(int index, Part rule) => this with { Rules = [.. Rules.Select((known, i) => i == index ? rule : known)] };
    }
}
