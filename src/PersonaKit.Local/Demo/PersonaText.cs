using System.Globalization;
using System.Text;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Local.Demo;

/// <summary>A persona for the eye.</summary>
internal static class PersonaText
{
    private const string Clock = "ddd d MMM yyyy HH:mm";

    public static string Of(PersonaRow row, LocalZone zone, long received)
    {
        var persona = (DataValue.Map)DataValueJson.Parse(row.Body.Span);
        var overlay = (DataValue.Map)persona["overlay"]!;
        var text = new StringBuilder()
            .AppendLine($"== {Local(row.GeneratedAt, zone)} in {zone.Id}, after {received} observations (mindscape version {row.MindscapeVersion})")
            .AppendLine("   how ada works");
        WriteTraits(text, (DataValue.Map)persona["core"]!);
        text.AppendLine("   right now");
        WriteTraits(text, (DataValue.Map)overlay["current_state"]!);
        text.AppendLine("   suggestions");
        var suggestions = (DataValue.List)overlay["suggestions"]!;
        foreach (var suggestion in suggestions.Items.OfType<DataValue.Map>())
        {
            text.AppendLine($"     [{suggestion["priority"]!.ToDisplayText()}] {suggestion["title"]!.ToDisplayText()}")
                .AppendLine($"            {suggestion["description"]!.ToDisplayText()}");
        }

        if (suggestions.Items.IsEmpty)
        {
            text.AppendLine("     none: no rule's conditions hold");
        }

        return text.AppendLine($"   true until {Local(row.ExpiresAt, zone)}").ToString();
    }

    private static void WriteTraits(StringBuilder text, DataValue.Map traits)
    {
        foreach (var (key, value) in traits.Entries)
        {
            var trait = (DataValue.Map)value;
            var faded = trait["faded"] is null ? "" : ", faded";
            text.AppendLine($"     {key,-26} {Short(trait["value"]!),-62} confidence {trait["confidence"]!.ToDisplayText()}{faded}");
        }
    }

    private static string Short(DataValue value) =>
        value is DataValue.Map map ? string.Join(", ", map.Entries.Select(entry => $"{entry.Key} {Short(entry.Value)}")) : value.ToDisplayText();

    private static string Local(DateTimeOffset instant, LocalZone zone) => zone.ToLocal(instant).ToString(Clock, CultureInfo.InvariantCulture);
}
