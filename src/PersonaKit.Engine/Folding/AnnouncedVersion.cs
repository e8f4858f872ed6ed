using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Folding;

/// <summary>What has to follow the save of a version: the head, and after a retraction the end of the rows that may hold what it took back.</summary>
internal static class AnnouncedVersion
{
    /// <summary>Safe to repeat.</summary>
    public static async Task AnnounceAsync(
        this IPersonaStore personas, PersonId personId, MindscapeVersion version, bool hasTakenBack, CancellationToken cancellationToken)
    {
        await personas.AdvanceHeadAsync(personId, version, cancellationToken);
        if (hasTakenBack)
        {
            await personas.DeleteOlderAsync(personId, version, cancellationToken);
        }
    }

    /// <summary>
    /// Before the next version is saved, which takes the mark away: the process may have stopped between the save of this one and the rows.
    /// </summary>
    public static Task CompleteAsync(this IPersonaStore personas, StoredMindscape stored, CancellationToken cancellationToken) => stored.HasTakenBack
        ? personas.AnnounceAsync(stored.Mindscape.PersonId, stored.Mindscape.Version, hasTakenBack: true, cancellationToken)
        : Task.CompletedTask;
}
