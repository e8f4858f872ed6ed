using System.Globalization;
using System.Text;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Showing;

/// <summary>Formats a persona as text.</summary>
internal static class PersonaText
{
    private const string Clock = "ddd d MMM yyyy HH:mm";

    /// <param name="persona">As <see cref="Core.Personas.PersonaJson"/> writes it.</param>
    /// <param name="zone">The time zone of the clock times.</param>
    public static string Of(DataValue.Map persona, LocalZone zone)
    {
        var overlay = persona["overlay"] as DataValue.Map ?? DataValue.Map.Empty;
        var text = new StringBuilder()
            .Append($"{Word(persona["person_id"])} by {Word(persona["mapper_id"])}, revision {Word(persona["mapper_revision"])}, {Local(persona["generated_at"], zone)} in {zone.Id}\n")
            .Append("  how they are\n");
        WriteTraits(text, persona["core"]);
        text.Append("  right now\n");
        WriteTraits(text, overlay["current_state"]);
        text.Append("  suggestions\n");
        var suggestions = (overlay["suggestions"] as DataValue.List ?? DataValue.List.Empty).Items.OfType<DataValue.Map>().ToList();
        foreach (var suggestion in suggestions)
        {
            text.Append($"    [{Word(suggestion["priority"])}] {Word(suggestion["title"])}  ({Word(suggestion["rule_id"])})\n");
            if (Word(suggestion["description"]) is { Length: > 0 } description)
            {
                text.Append($"        {description}\n");
            }
        }

        if (suggestions.Count == 0)
        {
            text.Append("    none: no rule's conditions hold\n");
        }

        return text.Append($"  true until {Local(persona["expires_at"], zone)}\n").ToString();
    }

    public static string Trait(string key, DataValue value, double confidence, bool isFaded) =>
        $"    {key,-28} {Short(value),-44} confidence {confidence.ToString("0.###", CultureInfo.InvariantCulture)}{(isFaded ? ", faded" : "")}\n";

    private static void WriteTraits(StringBuilder text, DataValue? traits)
    {
        if (traits is not DataValue.Map { Entries.IsEmpty: false } map)
        {
            text.Append("    nothing\n");
            return;
        }

        foreach (var (key, value) in map.Entries)
        {
            if (value is DataValue.Map trait)
            {
                text.Append(Trait(key, trait["value"] ?? DataValue.Null.Instance, (trait["confidence"] as DataValue.Number)?.Value ?? 0, trait["faded"] is not null));
            }
        }
    }

    private static string Short(DataValue value) =>
        value is DataValue.Map map ? string.Join(", ", map.Entries.Select(entry => $"{entry.Key} {Short(entry.Value)}")) : value.ToDisplayText();

    private static string Word(DataValue? value) => value?.ToDisplayText() ?? "";

    private static string Local(DataValue? instant, LocalZone zone) =>
        Instants.TryParse(Word(instant), out var at) ? zone.ToLocal(at).ToString(Clock, CultureInfo.InvariantCulture) : Word(instant);
}
