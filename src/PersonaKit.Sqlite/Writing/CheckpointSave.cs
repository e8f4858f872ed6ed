using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Tables;

namespace PersonaKit.Sqlite.Writing;

/// <summary>
/// Saves checkpoints of the history as it is. Another fold since it was read may have scrubbed what they include, so then they are dropped.
/// </summary>
internal static class CheckpointSave
{
    public static bool Run(WriteContext context, PersonId personId, MindscapeVersion version, ImmutableArray<StoredCheckpoint> checkpoints)
    {
        if (context.FindPerson(personId) is not { ErasedAt: null } person
            || person.Version != version.Value
            || checkpoints.Any(checkpoint => checkpoint.Last > person.Folded))
        {
            return false;
        }

        foreach (var checkpoint in checkpoints)
        {
            CheckpointTable.Save(context.Session, person.Key, checkpoint);
        }

        return true;
    }
}
