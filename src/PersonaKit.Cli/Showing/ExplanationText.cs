using System.Text;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Showing;

/// <summary>Formats an explanation as text: each rule, its conditions with their input, and what ends the persona.</summary>
internal static class ExplanationText
{
    /// <param name="explanation">As <see cref="Core.Personas.Explaining.PersonaExplanationJson"/> writes it.</param>
    public static string Of(DataValue.Map explanation)
    {
        var text = new StringBuilder("  why\n");
        foreach (var rule in Maps(explanation["rules"]))
        {
            text.Append($"    {(IsTrue(rule["fired"]) ? "fires " : "silent")} {Word(rule["rule_id"])}, weight {Word(rule["weight"])}");
            text.Append(rule["because"] is { } because ? $": {because.ToDisplayText()}\n" : "\n");
            if (rule["condition"] is DataValue.Map condition)
            {
                WriteCondition(text, condition, 10);
            }

            foreach (var vote in Maps(rule["feedback"]))
            {
                text.Append($"          {Word(vote["verdict"])} at {Word(vote["at"])}: {Word(vote["effect"])}, weight {Word(vote["weight"])}\n");
            }
        }

        foreach (var candidate in Maps((explanation["expiry"] as DataValue.Map)?["candidates"]).Where(candidate => IsTrue(candidate["decides"])))
        {
            text.Append($"    ends at {Word(candidate["at"])}: {Rest(candidate, "at", "decides")}\n");
        }

        return text.ToString();
    }

    private static void WriteCondition(StringBuilder text, DataValue.Map condition, int indent)
    {
        text.Append(' ', indent).Append(IsTrue(condition["answer"]) ? "yes " : "no  ").Append(Word(condition["node"]));
        var rest = Rest(condition, "node", "line", "column", "answer", "parts");
        text.Append(rest.Length == 0 ? "\n" : $": {rest}\n");
        foreach (var part in Maps(condition["parts"]))
        {
            WriteCondition(text, part, indent + 2);
        }
    }

    private static string Rest(DataValue.Map map, params string[] told) =>
        string.Join(", ", map.Entries.Where(entry => !told.Contains(entry.Key)).Select(entry => $"{entry.Key.Replace('_', ' ')} {entry.Value.ToDisplayText()}"));

    private static IEnumerable<DataValue.Map> Maps(DataValue? list) => (list as DataValue.List ?? DataValue.List.Empty).Items.OfType<DataValue.Map>();

    private static bool IsTrue(DataValue? value) => value is DataValue.Boolean { Value: true };

    private static string Word(DataValue? value) => value?.ToDisplayText() ?? "";
}
