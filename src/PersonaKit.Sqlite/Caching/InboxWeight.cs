using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Sqlite.Caching;

/// <summary>Bytes that observations take in memory, roughly: what is said is there as UTF-16, and as it was encoded.</summary>
internal static class InboxWeight
{
    private const long ObservationBytes = 512;
    private const long ValueBytes = 48;

    public static long Of(IEnumerable<AcceptedObservation> observations) => observations.Sum(static accepted => Of(accepted.Observation));

    private static long Of(Observation observation) => ObservationBytes + (observation.Encoded is { IsEmpty: false } encoded
        ? encoded.Size * 4L
        : Of(observation.Content) + Of(observation.Meta));

    private static long Of(DataValue? value) => value switch
    {
        null => 0,
        DataValue.Text text => ValueBytes + (2L * text.Value.Length),
        DataValue.List list => ValueBytes + list.Items.Sum(Of),
        DataValue.Map map => ValueBytes + map.Entries.Sum(static entry => ValueBytes + (2L * entry.Key.Length) + Of(entry.Value)),
        _ => ValueBytes,
    };
}
