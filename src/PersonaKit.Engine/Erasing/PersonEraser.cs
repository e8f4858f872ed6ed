using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Erasing;

/// <summary>
/// Erases a person: first the mindscape, which is the truth and from then on unknown, then what was built of it. When it breaks off in between, calling
/// it again finishes it, and so does the tombstone's own delivery by the change feed.
/// </summary>
public sealed class PersonEraser(IMindscapeStore mindscapes, IPersonaStore personas, TimeProvider time)
{
    /// <summary>False when nothing is known of the person, or nothing any more.</summary>
    public async Task<bool> EraseAsync(PersonId personId, CancellationToken cancellationToken)
    {
        var at = Instants.Truncate(time.GetUtcNow());
        if (await mindscapes.EraseAsync(personId, at, cancellationToken) is { } erased)
        {
            await personas.EraseAsync(personId, erased, at + ErasureLifetimes.Head, cancellationToken);
            return true;
        }

        // The one who erased may have come no further than the tombstone.
        switch (await mindscapes.ReadAsync(personId, cancellationToken))
        {
            case { ErasedAt: { } erasedAt } tombstone:
                await personas.EraseAsync(personId, tombstone.Mindscape.Version, erasedAt + ErasureLifetimes.Head, cancellationToken);
                break;
            case { Mindscape.Version: var version } when version > MindscapeVersion.None:
                // Somebody has posted meanwhile. What was built before the tombstone must not be served from here on, and the new life's head must not be marked.
                await personas.AdvanceHeadAsync(personId, version, cancellationToken);
                break;
        }

        return false;
    }
}
