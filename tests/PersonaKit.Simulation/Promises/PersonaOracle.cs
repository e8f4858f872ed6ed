using System.Text.Json;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Projection;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Engines;

namespace PersonaKit.Simulation.Promises;

/// <summary>
/// What a persona has to be: the projection of all that was accepted up to the number it claims to reflect, folded in one go.
/// </summary>
internal static class PersonaOracle
{
    /// <summary>The life that the row was built from; null when its bytes follow from none.</summary>
    public static Epoch? Find(PersonLedger person, PersonaRow row, PersonaContext context) =>
        person.Epochs.FindLast(epoch => row.LastSequence > epoch.Start && IsOf(epoch, row, context));

    public static ProjectionOutcome Project(
        Epoch epoch, long lastSequence, MindscapeVersion version, int revision, PersonaContext context, DateTimeOffset at)
    {
        var mindscape = epoch.FoldUpTo(lastSequence) with { Version = version };
        return PersonaProjection.Project(mindscape, SimulatedCatalog.GuidePrograms[revision - 1], revision, context, at);
    }

    /// <summary>Whether the persona says the same at another instant, but for confidences.</summary>
    public static bool SaysTheSameAt(Epoch epoch, PersonaRow row, PersonaContext context, DateTimeOffset now) =>
        SaidAt(epoch, row, context, row.GeneratedAt) == SaidAt(epoch, row, context, now);

    public static DateTimeOffset GeneratedAtIn(PersonaRow row)
    {
        using var body = JsonDocument.Parse(row.Body);
        return body.RootElement.GetProperty("generated_at").GetDateTimeOffset();
    }

    private static bool IsOf(Epoch epoch, PersonaRow row, PersonaContext context) =>
        BuiltAt(epoch, row, context, row.GeneratedAt) is { } persona && PersonaJson.Write(persona).AsSpan().SequenceEqual(row.Body.Span);

    private static string SaidAt(Epoch epoch, PersonaRow row, PersonaContext context, DateTimeOffset at)
    {
        if (BuiltAt(epoch, row, context, at) is not { } persona)
        {
            return "nothing";
        }

        var traits = persona.Core.Concat(persona.Overlay.CurrentState).Select(trait => $"{trait.Name} {trait.Value} {trait.IsFaded}");
        var suggestions = persona.Overlay.Suggestions.Select(suggestion => $"{suggestion.RuleId} {suggestion.Title} {suggestion.Weight}");
        return string.Join('\n', [.. traits, .. suggestions, $"{persona.Overlay.ActivePatterns}"]);
    }

    private static Persona? BuiltAt(Epoch epoch, PersonaRow row, PersonaContext context, DateTimeOffset at) =>
        (Project(epoch, row.LastSequence, row.MindscapeVersion, row.MapperRevision, context, at) as ProjectionOutcome.Built)?.Persona;
}
