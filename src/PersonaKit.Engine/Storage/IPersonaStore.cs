using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.Storage;

/// <summary>
/// The cache of built personas: per person one head, which says how far the mindscape has come, and a row for each mapper and context. May lose
/// rows at any time; must never lower a head, and forgets one only when an erase has marked it.
/// </summary>
public interface IPersonaStore
{
    /// <summary>The person's head and the row under the key, if there is one, whether or not it is still valid.</summary>
    ValueTask<PersonaLookup> FindAsync(PersonId personId, PersonaKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the row in the place of any other under its key. A row built from an older mindscape than the head may be written; it is just
    /// never valid. May return before the row can be found.
    /// </summary>
    ValueTask SaveAsync(PersonId personId, PersonaRow row, CancellationToken cancellationToken);

    /// <summary>Raises the head to <paramref name="version"/>; a head that is there or beyond stays. On return every later find sees it.</summary>
    Task AdvanceHeadAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken);

    /// <summary>The person's head and all of the rows, valid or not, in ordinal order of their keys.</summary>
    Task<PersonaListing> ListAsync(PersonId personId, CancellationToken cancellationToken);

    /// <summary>
    /// Takes away what was built of an erased person: raises the head to the tombstone's version, marks it to be forgotten at <paramref name="forgetAt"/>, and
    /// deletes every row that is older. From then on, purged or not, a marked head counts as none and what is older than it as not
    /// there. A later fold that raises the head takes the mark away; a head that is beyond the tombstone already stays as it is.
    /// </summary>
    Task EraseAsync(PersonId personId, MindscapeVersion tombstone, DateTimeOffset forgetAt, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes at most <paramref name="limit"/> rows that expired at or before <paramref name="now"/> and heads that were to be forgotten by then, each with
    /// the rows that are older than it and came late; no other row and no other head. Returns how many rows and heads.
    /// </summary>
    Task<int> PurgeExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);
}
