using System.Collections.Immutable;
using System.Text;
using Microsoft.Azure.Cosmos;
using PersonaKit.Core.Observations;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// An append without a read before it: adds new observations to the end of the inbox if the document contains none of their ids and the
/// inbox has room. The predicate takes no parameters; inserting ids is safe because of the character set of <see cref="ObservationId"/>.
/// </summary>
internal sealed class AppendPatch
{
    /// <summary>A patch has at most ten operations, and two of them increment the counters.</summary>
    public const int MaxObservations = 8;

    public AppendPatch(ImmutableArray<Observation> observations, int inboxLimit)
    {
        var operations = new List<PatchOperation>(observations.Length + 2);
        var predicate = new StringBuilder($"FROM c WHERE c.kind = '{HotDocument.Kind}' AND ARRAY_LENGTH(c.inbox) <= {inboxLimit - observations.Length}");
        var size = 0;
        foreach (var observation in observations)
        {
            var item = StoredObservation.Write(observation, number: null);
            size += item.Length;
            operations.Add(PatchOperation.Add<Stream>("/inbox/-", new MemoryStream(item)));
            var id = $$"""{"id": "{{observation.Id}}"}""";
            predicate.Append($" AND NOT ARRAY_CONTAINS(c.inbox, {id}, true) AND NOT ARRAY_CONTAINS(c.recent, {id}, true)");
        }

        predicate.Append($" AND c.inbox_bytes <= {JournalLimits.InboxBytes - size}");
        operations.Add(PatchOperation.Increment("/received", observations.Length));
        operations.Add(PatchOperation.Increment("/inbox_bytes", size));
        (Operations, Predicate) = (operations, predicate.ToString());
    }

    public IReadOnlyList<PatchOperation> Operations { get; }

    public string Predicate { get; }
}
