using System.Text.Json;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Time;

namespace PersonaKit.Core.Personas.Explaining;

/// <summary>What was read and how sure it is, in the members that every mention of it shares.</summary>
internal static class ReadingJson
{
    public static void WriteStatus(Utf8JsonWriter json, TraitReading reading, DateTimeOffset at)
    {
        json.WriteString("status", reading switch { { Value: null } => "missing", { IsFaded: true } => "faded", _ => "seen" });
        if (reading.Trait is { } trait)
        {
            json.WriteString("trait", trait.Key);
            json.WriteNumber("confidence", trait.Confidence.At(at));
        }
    }

    public static void WriteWindow(Utf8JsonWriter json, TimeWindow window, EvaluationContext evaluation)
    {
        if (window.Period is { } period)
        {
            json.WriteString("period", DayPeriods.NameOf(period));
        }

        if (window.HourRange is var (from, until))
        {
            json.WriteStartArray("hour_range");
            json.WriteNumberValue(from);
            json.WriteNumberValue(until);
            json.WriteEndArray();
        }

        if (!window.Days.IsEmpty)
        {
            json.WriteStartArray("day_of_week");
            foreach (var day in window.Days)
            {
                json.WriteStringValue(day);
            }

            json.WriteEndArray();
        }

        json.WriteString("time_zone", (window.Zone ?? evaluation.Zone).Id);
        json.WriteBoolean("user_local", window.Zone is null);
    }
}
