using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PersonaKit.Core.Tests.Personas.Explaining;

/// <summary>
/// Recomputes a persona from its explanation alone, with code that is independent of the product. What it needs and does not find there,
/// the explanation fails to explain.
/// </summary>
internal sealed class Recomputation(JsonElement explanation)
{
    private static readonly string[] Priorities = ["high", "medium", "low"];

    /// <summary>Each suggestion as the persona's own JSON has it.</summary>
    public List<string> Suggestions()
    {
        var candidates = new List<(double Weight, int Priority, int Order, string Text)>();
        foreach (var rule in explanation.GetProperty("rules").EnumerateArray())
        {
            var weight = rule.GetProperty("weight").GetDouble();
            var holds = Answer(rule.GetProperty("condition"));
            Assert.Equal(holds && weight > 0, rule.GetProperty("fired").GetBoolean());
            if (!holds || weight <= 0)
            {
                continue;
            }

            foreach (var action in rule.GetProperty("actions").EnumerateArray())
            {
                var priority = action.GetProperty("priority").GetString()!;
                candidates.Add((weight, Array.IndexOf(Priorities, priority), candidates.Count, Suggest(rule, action, priority)));
            }
        }

        return [.. candidates
            .OrderByDescending(candidate => candidate.Weight).ThenBy(candidate => candidate.Priority).ThenBy(candidate => candidate.Order)
            .Take(explanation.GetProperty("mapper").GetProperty("max_suggestions").GetInt32())
            .Select(candidate => candidate.Text)];
    }

    public double ConfidenceOf(string section, string name)
    {
        var trait = TraitOf(section, name);
        var exact = Number(trait, "agreement")
            * (1 - Math.Exp(-Number(trait, "evidence_at_last_observation") * Math.Pow(2, -Number(trait, "age_seconds") / Number(trait, "half_life_seconds"))));
        Assert.Equal(Number(trait, "exact_confidence"), exact, 1e-12);
        return Math.Round(Number(trait, "exact_confidence"), 3, MidpointRounding.AwayFromZero);
    }

    public bool IsFaded(string section, string name)
    {
        var trait = TraitOf(section, name);
        var (agreement, floor) = (Number(trait, "agreement"), Number(trait, "floor"));
        return trait.GetProperty("fades_at").GetString() is { } fades
            ? Instant(explanation.GetProperty("at").GetString()!) >= Instant(fades)
            : floor > 0 && (agreement <= floor || Number(trait, "evidence_at_last_observation") < -Math.Log(1 - (floor / agreement)));
    }

    public DateTimeOffset ExpiresAt()
    {
        var candidates = explanation.GetProperty("expiry").GetProperty("candidates").EnumerateArray().ToList();
        var earliest = candidates.Min(candidate => Instant(candidate.GetProperty("at").GetString()!));
        Assert.All(candidates, candidate => Assert.Equal(Instant(candidate.GetProperty("at").GetString()!) == earliest, candidate.GetProperty("decides").GetBoolean()));

        // What the candidates are instants of can be found by itself, too.
        var at = Instant(explanation.GetProperty("at").GetString()!);
        var end = candidates.Single(candidate => candidate.GetProperty("reason").GetString() == "time_to_live");
        Assert.Equal(at.AddSeconds(Number(explanation.GetProperty("mapper"), "ttl_seconds")), Instant(end.GetProperty("at").GetString()!));
        foreach (var shown in new[] { "core", "current_state" }.SelectMany(section => explanation.GetProperty(section).EnumerateObject().Select(entry => TraitOf(section, entry.Name))))
        {
            if (shown.GetProperty("fades_at").GetString() is { } fades && Instant(fades) > at)
            {
                Assert.Contains(candidates, candidate => candidate.GetProperty("reason").GetString() == "trait_fades" && candidate.GetProperty("at").GetString() == fades);
            }
        }

        return earliest;
    }

    /// <summary>The answer of a node, found from what it says it saw; every node's own answer must be the same.</summary>
    public bool Answer(JsonElement node)
    {
        var answer = node.GetProperty("node").GetString() switch
        {
            "all" => Parts(node).Aggregate(true, (all, part) => Answer(part) && all),
            "any" => Parts(node).Aggregate(false, (any, part) => Answer(part) || any),
            "not" => !Answer(Parts(node).Single()),
            "time_check" => IsOpen(node),
            _ => Compare(node),
        };
        Assert.True(answer == node.GetProperty("answer").GetBoolean(), node.GetRawText());
        return answer;
    }

    private static IEnumerable<JsonElement> Parts(JsonElement node) => node.GetProperty("parts").EnumerateArray();

    private static bool IsOpen(JsonElement node)
    {
        var local = DateTime.Parse(node.GetProperty("local_time").GetString()!, CultureInfo.InvariantCulture);
        Assert.Equal(local.DayOfWeek.ToString(), node.GetProperty("local_day").GetString(), ignoreCase: true);
        var hour = local.Hour;
        var inPeriod = !node.TryGetProperty("period", out var period) || period.GetString() == (hour switch { >= 5 and < 12 => "morning", >= 12 and < 17 => "afternoon", >= 17 and < 21 => "evening", _ => "night" });
        var inRange = true;
        if (node.TryGetProperty("hour_range", out var range))
        {
            var (from, until) = (range[0].GetInt32(), range[1].GetInt32());
            inRange = from <= until ? from <= hour && hour < until : hour >= from || hour < until;
        }

        var onDay = !node.TryGetProperty("day_of_week", out var days)
            || days.EnumerateArray().Any(day => string.Equals(day.GetString(), local.DayOfWeek.ToString(), StringComparison.OrdinalIgnoreCase));
        return inPeriod && inRange && onDay;
    }

    private static bool Compare(JsonElement node)
    {
        JsonElement? saw = node.TryGetProperty("saw", out var seen) ? seen : null;
        Assert.Equal(saw is not null, node.GetProperty("status").GetString() == "seen");
        node.TryGetProperty("value", out var literal);
        return node.GetProperty("operator").GetString() switch
        {
            "exists" => saw is not null,
            "not_exists" => saw is null,
            "equals" => saw is { } value && JsonElement.DeepEquals(value, literal),
            "not_equals" => saw is not { } value || !JsonElement.DeepEquals(value, literal),
            "greater_than" => Order(saw, literal) > 0,
            "less_than" => Order(saw, literal) < 0,
            "gte" => Order(saw, literal) >= 0,
            "lte" => Order(saw, literal) <= 0,
            "contains" => saw is { } value && Contains(value, literal),
            "in" => saw is { } value && literal.EnumerateArray().Any(item => JsonElement.DeepEquals(item, value)),
            "within_minutes" => node.TryGetProperty("minutes_ahead", out var ahead) && ahead.GetDouble() >= 0 && ahead.GetDouble() <= literal.GetDouble(),
            var other => throw new InvalidOperationException($"{other} is not recomputed here"),
        };
    }

    private static int? Order(JsonElement? saw, JsonElement literal) =>
        saw is { } value && AsNumber(value) is { } left && AsNumber(literal) is { } right ? left.CompareTo(right) : null;

    private static double? AsNumber(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static bool Contains(JsonElement value, JsonElement part) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Any(item => JsonElement.DeepEquals(item, part)),
        JsonValueKind.Object => part.ValueKind == JsonValueKind.String && value.TryGetProperty(part.GetString()!, out _),
        JsonValueKind.String => part.ValueKind == JsonValueKind.String && value.GetString()!.Contains(part.GetString()!, StringComparison.Ordinal),
        _ => false,
    };

    private static string Suggest(JsonElement rule, JsonElement action, string priority)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        var published = new List<string>();
        foreach (var parameter in action.GetProperty("parameters").EnumerateArray())
        {
            var name = parameter.GetProperty("name").GetString()!;
            Assert.Equal(parameter.TryGetProperty("value", out var value), parameter.GetProperty("source").GetString() != "nothing");
            if (value.ValueKind != JsonValueKind.Undefined)
            {
                Assert.Equal(Display(value), Transform(parameter));
                parameters[name] = Display(value);
                published.Add($"\"{name}\":{value.GetRawText()}");
            }
        }

        string Fill(string template) => Regex.Replace(
            action.GetProperty(template).GetString()!, @"\{(?<name>[A-Za-z_][A-Za-z0-9_.-]*)\}", match => parameters.GetValueOrDefault(match.Groups["name"].Value, ""), RegexOptions.None, TimeSpan.FromSeconds(5));

        return string.Join('\n', action.GetProperty("type").GetString(), Fill("title"), Fill("description"), priority, $"{{{string.Join(',', published)}}}",
            rule.GetProperty("rule_id").GetString(), rule.GetProperty("weight").GetRawText());
    }

    /// <summary>The same of a suggestion in a persona's JSON.</summary>
    public static string Summary(JsonElement suggestion) => string.Join('\n',
        new[] { "type", "title", "description", "priority" }.Select(name => suggestion.GetProperty(name).GetString())
            .Append(suggestion.GetProperty("parameters").GetRawText()).Append(suggestion.GetProperty("rule_id").GetString()).Append(suggestion.GetProperty("weight").GetRawText()));

    private static string Transform(JsonElement parameter)
    {
        var input = parameter.GetProperty("input");
        var text = Display(input);
        return (parameter.TryGetProperty("transform", out var transform) ? transform.GetString() : null) switch
        {
            "minutes_to_hours" => AsNumber(input) is { } minutes ? (minutes / 60).ToString("F1", CultureInfo.InvariantCulture) + " hours" : text,
            "capitalize" => text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant(),
            "lower" => text.ToLowerInvariant(),
            _ => text,
        };
    }

    private static string Display(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Display)),
        _ => value.GetRawText(),
    };

    private JsonElement TraitOf(string section, string name) =>
        explanation.GetProperty("traits").GetProperty(explanation.GetProperty(section).GetProperty(name).GetProperty("trait").GetString()!);

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
