using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Erasing;

/// <summary>
/// Erases a person: first the mindscape, then the personas built from it. From the first write on, the person is unknown to every reader.
/// If the process stops in between, a second call completes the erasure, and so does the change feed when it delivers the tombstone.
/// </summary>
public sealed class PersonEraser(IMindscapeStore mindscapes, IPersonaStore personas, TimeProvider time)
{
    /// <summary>Erases everything that is stored about a person.</summary>
    /// <param name="personId">The person to erase.</param>
    /// <param name="cancellationToken">Cancels the call; a later call completes the erasure.</param>
    /// <returns>
    /// True when the person is erased now, and again for as long as the tombstone stands, so that a caller whose reply was lost can repeat
    /// the call. False when the person is unknown.
    /// </returns>
    /// <exception cref="StoreUnavailableException">A store is throttled or cannot be reached; call again.</exception>
    public async Task<bool> EraseAsync(PersonId personId, CancellationToken cancellationToken)
    {
        var at = Instants.Truncate(time.GetUtcNow());
        if (await mindscapes.EraseAsync(personId, at, cancellationToken) is { } erased)
        {
            await personas.EraseAsync(personId, erased, at + ErasureLifetimes.Head, cancellationToken);
            return true;
        }

        // An earlier erase may have stopped after it wrote the tombstone.
        switch (await mindscapes.ReadAsync(personId, cancellationToken))
        {
            case { ErasedAt: { } erasedAt } tombstone:
                await personas.EraseAsync(personId, tombstone.Mindscape.Version, erasedAt + ErasureLifetimes.Head, cancellationToken);
                return true;
            case { Mindscape.Version: var version } when version > MindscapeVersion.None:
                // The person was created again. Older personas must not be served, and the new head must not get an expiry.
                await personas.AdvanceHeadAsync(personId, version, cancellationToken);
                break;
        }

        return false;
    }
}
