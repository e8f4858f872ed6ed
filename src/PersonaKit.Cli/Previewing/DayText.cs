using System.Globalization;
using System.Text;
using PersonaKit.Cli.Showing;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Previewing;

/// <summary>Writes a previewed day as a table.</summary>
internal static class DayText
{
    public static string Of(IReadOnlyList<DaySlice> slices, Mindscape evening, MapperProgram mapper, LocalZone zone)
    {
        var (start, end) = (slices[0].From, slices[^1].Until);
        var text = new StringBuilder()
            .Append($"{evening.PersonId} by {mapper.Id}, {zone.ToLocal(start).ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture)} in {zone.Id}, {evening.LastSequence} observations by its end\n");
        foreach (var (from, until, lines) in Merge(slices))
        {
            text.Append($"  {Clock(from, zone)}–{(until == end ? "24:00" : Clock(until, zone))}  ").Append(lines).Append('\n');
        }

        text.Append("  what is known at its end\n");
        foreach (var trait in evening.Traits.All)
        {
            text.Append(PersonaText.Trait(trait.Key, trait.Value, trait.Confidence.At(end), trait.Confidence.IsFadedAt(end)));
        }

        return text.ToString();
    }

    /// <summary>Merges slices that differ only in parameters, which the table does not show.</summary>
    private static List<(DateTimeOffset From, DateTimeOffset Until, string Lines)> Merge(IEnumerable<DaySlice> slices)
    {
        var merged = new List<(DateTimeOffset From, DateTimeOffset Until, string Lines)>();
        foreach (var slice in slices)
        {
            var lines = string.Join("\n               ", LinesOf(slice));
            if (merged.Count > 0 && merged[^1].Lines == lines)
            {
                merged[^1] = (merged[^1].From, slice.Until, lines);
            }
            else
            {
                merged.Add((slice.From, slice.Until, lines));
            }
        }

        return merged;
    }

    private static IEnumerable<string> LinesOf(DaySlice slice)
    {
        if (!slice.MissingTraits.IsEmpty)
        {
            return [$"no persona yet: nothing is known of {string.Join(", ", slice.MissingTraits)}"];
        }

        return slice.Suggestions.Items.IsEmpty
            ? ["no suggestion"]
            : slice.Suggestions.Items.OfType<DataValue.Map>().Select(suggestion => $"[{Word(suggestion, "priority")}] {Word(suggestion, "title")}  ({Word(suggestion, "rule_id")})");
    }

    private static string Word(DataValue.Map map, string key) => map[key]?.ToDisplayText() ?? "";

    // Seconds are shown only when the instant is not a full minute.
    private static string Clock(DateTimeOffset instant, LocalZone zone) =>
        zone.ToLocal(instant) is var local && local.Second == 0 ? local.ToString("HH:mm", CultureInfo.InvariantCulture) : local.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
