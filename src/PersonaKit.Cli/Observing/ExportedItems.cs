using System.Collections.Immutable;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Observing;

/// <summary>
/// Converts exported observations to ones that can be sent: without the host's fields, retracted observations and retractions.
/// </summary>
internal static class ExportedItems
{
    private const string Retraction = "retraction";

    private static readonly string[] Sendable = ["id", "type", "observed_at", "content", "meta"];

    public static ImmutableArray<ObservationItem> ToSend(IEnumerable<ObservationItem> items) =>
        [.. items.Where(item => !IsTakenBack(item.Value)).Select(item => item.Value is DataValue.Map map ? item with { Value = Strip(map) } : item)];

    private static bool IsTakenBack(DataValue value) =>
        value is DataValue.Map map && (map["type"] is DataValue.Text { Value: Retraction } || map["retracted"] is DataValue.Boolean { Value: true });

    private static DataValue.Map Strip(DataValue.Map map) => new(map.Entries.RemoveAll(entry => !Sendable.Contains(entry.Key)));
}
