using System.Globalization;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Tests.Mindscapes;

/// <summary>Observations as a test wants to write them.</summary>
internal static class Observed
{
    public static readonly PersonId Person = PersonId.Parse("ana");

    private static int _ids;

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static Observation Of(string type, string content, string at, string? id = null)
    {
        var when = At(at);
        var draft = new ObservationDraft
        {
            Pointer = "",
            Type = type,
            Content = (DataValue.Map)DataValueJson.Parse(content),
            ObservedAt = when,
        };
        return draft.Accept(ObservationId.Parse(id ?? $"o{Interlocked.Increment(ref _ids)}"), when);
    }

    public static Observation Session(string start, double minutes, double score, int interruptions) => Of(
        "work_session",
        string.Create(CultureInfo.InvariantCulture, $$"""{"start":"{{start}}","duration_minutes":{{minutes}},"productivity_score":{{score}},"interruptions":{{interruptions}}}"""),
        start);

    public static Observation Energy(string level, string at) => Of("user_input", $$"""{"type":"energy_check","energy_level":"{{level}}"}""", at);

    public static Observation Wizard(string responses, string at) => Of("user_input", $$"""{"type":"wizard_response","responses":{{responses}}}""", at);

    public static Observation Assertion(string trait, string value, string at, double confidence = 0.9, string? id = null) => Of(
        "assertion",
        string.Create(CultureInfo.InvariantCulture, $$"""{"trait":"{{trait}}","value":{{value}},"confidence":{{confidence}}}"""),
        at,
        id);

    public static Observation Vote(string rule, bool helpful, string at, string? id = null, string mapper = "daily_work_optimizer") => Of(
        "feedback", $$"""{"mapper_id":"{{mapper}}","rule_id":"{{rule}}","helpful":{{(helpful ? "true" : "false")}}}""", at, id);

    public static Mindscape Fold(params Observation[] observations) => MindscapeFold.Rebuild(Person, observations, Shipped.Catalog);
}
