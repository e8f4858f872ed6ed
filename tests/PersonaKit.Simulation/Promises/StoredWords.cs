using System.Text;
using System.Text.RegularExpressions;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Documents;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Documents;
using PersonaKit.Simulation.Embedded;

namespace PersonaKit.Simulation.Promises;

/// <summary>The words of observations in whatever is stored.</summary>
internal static partial class StoredWords
{
    public static IEnumerable<string> In(Document document) => document switch
    {
        HotDocument hot => [.. In(hot.State), .. hot.Recent.Concat(hot.Inbox).SelectMany(accepted => In(accepted.Observation))],
        PageDocument page => page.Observations.SelectMany(accepted => In(accepted.Observation)),
        _ => throw new InvalidOperationException($"an unknown document {document.Id}"),
    };

    public static IEnumerable<string> In(EmbeddedPerson person) =>
        [.. In(person.State), .. person.Observations.SelectMany(accepted => In(accepted.Observation))];

    public static IEnumerable<string> In(Observation observation) => In(ObservationDocument.Write(observation));

    public static IEnumerable<string> In(PersonaRow row) => In(row.Body.ToArray());

    private static IEnumerable<string> In(Mindscape mindscape) => In(MindscapeDocument.Write(mindscape));

    private static IEnumerable<string> In(byte[] utf8) => Words().Matches(Encoding.UTF8.GetString(utf8)).Select(match => match.Value);

    [GeneratedRegex("said:[^;]*;", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Words();
}
