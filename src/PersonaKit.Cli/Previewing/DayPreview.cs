using System.Collections.Immutable;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Personas.Projection;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Previewing;

/// <summary>
/// The suggestions of a mapper in the course of a day. A persona is built at every step, at every observation and at every expiry, so that
/// each change is found at its exact instant.
/// </summary>
internal static class DayPreview
{
    public static ImmutableArray<DaySlice> Of(LocalHistory history, MapperProgram mapper, PersonaContext context, DateOnly day, LocalZone zone, TimeSpan step)
    {
        var start = zone.ToInstant(day.ToDateTime(TimeOnly.MinValue));
        var end = zone.ToInstant(day.AddDays(1).ToDateTime(TimeOnly.MinValue));
        var slices = ImmutableArray.CreateBuilder<DaySlice>();
        for (var at = start; at < end;)
        {
            var outcome = PersonaProjection.Project(history.At(at), mapper, 1, context, at);
            var slice = new DaySlice(at, Next(at, outcome), SuggestionsOf(outcome), outcome is ProjectionOutcome.MissingTraits missing ? missing.Paths : []);
            if (slices.Count > 0 && slices[^1].SaysTheSameAs(slice))
            {
                slices[^1] = slices[^1] with { Until = slice.Until };
            }
            else
            {
                slices.Add(slice);
            }

            at = slice.Until;
        }

        return slices.DrainToImmutable();

        DateTimeOffset Next(DateTimeOffset at, ProjectionOutcome outcome)
        {
            var next = step < end - start ? start + step * (1 + (long)((at - start) / step)) : end;
            var expires = outcome is ProjectionOutcome.Built built ? built.Persona.ExpiresAt : end;
            return new[] { next, expires, history.NextAfter(at) ?? end, end }.Min();
        }
    }

    private static DataValue.List SuggestionsOf(ProjectionOutcome outcome) =>
        outcome is ProjectionOutcome.Built built
        && ((DataValue.Map)DataValueJson.ParseStored(PersonaJson.Write(built.Persona)))["overlay"] is DataValue.Map overlay
        && overlay["suggestions"] is DataValue.List suggestions
            ? suggestions
            : DataValue.List.Empty;
}
