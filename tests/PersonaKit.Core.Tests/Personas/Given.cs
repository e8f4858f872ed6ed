using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Decay;
using PersonaKit.Core.Mindscapes.Extraction;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Personas.Projection;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;
using PersonaKit.Language.Mappers;

namespace PersonaKit.Core.Tests.Personas;

/// <summary>People, moments and mappers of the tests, with as little around them as possible.</summary>
internal static class Given
{
    public static readonly DateTimeOffset LongAgo = Instant("2026-01-01T00:00:00Z");

    /// <summary>Never fades.</summary>
    public static readonly ConfidenceCurve Steady = new(1, 2.302585092994046, LongAgo, TimeSpan.FromDays(14), TimeSpan.Zero, 0);

    /// <summary>Was never sure enough.</summary>
    public static readonly ConfidenceCurve Faded = new(0.1, 2, LongAgo, TimeSpan.FromHours(3), TimeSpan.Zero, 0.2);

    public static DateTimeOffset Instant(string text) =>
        Instants.TryParse(text, out var instant) ? instant : throw new FormatException(text);

    /// <summary>Fades about this long after the instant; the exact instant is the curve's to say.</summary>
    public static ConfidenceCurve FadingAfter(DateTimeOffset at, TimeSpan left)
    {
        const double floor = 0.2;
        return new(1, -Math.Log(1 - floor) * 2, at + left - TimeSpan.FromHours(3), TimeSpan.FromHours(3), TimeSpan.Zero, floor);
    }

    public static PublishedTrait Trait(string key, string json, ConfidenceCurve? curve = null, string detail = "{}", bool? isVolatile = null) => new()
    {
        Key = key,
        Kind = TraitKind.Fact,
        Value = DataValueJson.Parse(json),
        Detail = (DataValue.Map)DataValueJson.Parse(detail),
        Count = 1,
        FirstObservedAt = LongAgo,
        LastObservedAt = LongAgo,
        IsVolatile = isVolatile ?? key.StartsWith("current_state.", StringComparison.Ordinal),
        Confidence = curve ?? Steady,
    };

    public static Mindscape Person(string zone, params IEnumerable<PublishedTrait> traits) => new()
    {
        PersonId = PersonId.Parse("person-1"),
        Version = new MindscapeVersion(12),
        LastSequence = 41,
        Traits = TraitSet.Of(traits),
        Zones = ZoneTimeline.Of([new(LongAgo, ObservationId.Parse("zone"), zone)]),
    };

    public static Mindscape Worker(string zone = "UTC", string morning = "high", string afternoon = "low", string energy = "medium", string cost = "high", string focusDetail = """{"p90":120}""") => Person(
        zone,
        Trait("work.energy_patterns", $$"""{"morning":"{{morning}}","afternoon":"{{afternoon}}"}"""),
        Trait("work.focus_duration", "81", detail: focusDetail),
        Trait("work.peak_hours", """["09:00-11:00"]"""),
        Trait("work.task_switching_cost", $"\"{cost}\""),
        Trait("current_state.energy_level", $"\"{energy}\""));

    public static MapperProgram Mapper(string source)
    {
        var result = MapperParser.Parse(source);
        Assert.True(result.Program is not null, string.Join("\n", result.Faults));
        Assert.Empty(result.Faults);
        return result.Program;
    }

    public static string ShippedSource(string id) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "catalog", "mappers", id + ".yaml"));

    public static MapperProgram Shipped(string id) => Mapper(ShippedSource(id));

    /// <summary>A mapper of one rule "r" with this condition, written as flow YAML or JSON.</summary>
    public static MapperProgram Rule(string condition, string more = "") => Mapper($$$"""
        metadata: {id: m}
        rules:
          - id: r
            conditions: {{{condition}}}
            actions: [{generate_suggestion: {type: t, template: t}}]
        templates: {t: {title: Title, description: Text}}
        {{{more}}}
        """);

    public static Persona Built(Mindscape mindscape, MapperProgram mapper, DateTimeOffset at, PersonaContext? context = null) =>
        Assert.IsType<ProjectionOutcome.Built>(PersonaProjection.Project(mindscape, mapper, 3, context ?? PersonaContext.Empty, at)).Persona;

    public static PersonaContext Context(string json) => PersonaContext.Of((DataValue.Map)DataValueJson.Parse(json));

    public static bool Fires(string condition, Mindscape mindscape, DateTimeOffset? at = null, string context = "{}") =>
        Built(mindscape, Rule(condition), at ?? Instant("2026-01-20T10:00:00Z"), Context(context)).Overlay.Suggestions.Length == 1;

    public static string[] RuleIds(Persona persona) => [.. persona.Overlay.Suggestions.Select(suggestion => suggestion.RuleId)];

    /// <summary>The text is refused, and among its faults is this one.</summary>
    public static void AssertFault(string source, int line, int column, string message)
    {
        var result = MapperParser.Parse(source);
        Assert.Null(result.Program);
        Assert.True(
            result.Faults.Any(fault => fault.Line == line && fault.Column == column && fault.Message.Contains(message, StringComparison.Ordinal)),
            $"expected at {line}:{column}: {message}\nfound:\n{string.Join("\n", result.Faults)}");
    }
}
