using PersonaKit.Core.Observations;
using PersonaKit.Engine.Documents;
using PersonaKit.Sqlite.Tables;

namespace PersonaKit.Sqlite.Writing;

/// <summary>
/// Takes what retracted observations said out of their rows, out of the checkpoints that include them, and out of the log. The rows stay:
/// the ids are taken for ever, and the numbers have no gaps.
/// </summary>
internal static class ContentScrubber
{
    public static void Run(WriteContext context, long personKey, IEnumerable<ObservationId> ids)
    {
        foreach (var id in ids)
        {
            if (MindscapeTable.FindObservation(context.Session, personKey, id) is { Observation.IsForgotten: false } known)
            {
                context.Session.Execute(
                    "UPDATE observations SET body = $3 WHERE person_key = $1 AND observation_id = $2",
                    personKey, id.Value, ObservationDocument.Write(known.Observation.Forget()));
                CheckpointTable.DeleteWith(context.Session, personKey, known.Number);
                context.BytesMustGo = true;
            }
        }
    }
}
