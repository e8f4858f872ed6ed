using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.Storage;

/// <summary>The stored state of one person at one moment.</summary>
/// <param name="Mindscape">The mindscape of the last saved fold.</param>
/// <param name="Inbox">Accepted observations that are not folded yet, oldest first; each id once, none of them folded before.</param>
/// <param name="LastSequence">The sequence number of the newest accepted observation; 0 before the first.</param>
/// <param name="ETag">The store's opaque etag of this state; a replace passes it back.</param>
public sealed record StoredMindscape(Mindscape Mindscape, ImmutableArray<AcceptedObservation> Inbox, long LastSequence, string ETag)
{
    /// <summary>
    /// When the person was erased; null otherwise. Only this, the version and <see cref="LastSequence"/> are kept of an erased person, who
    /// is unknown to every reader.
    /// </summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>
    /// Whether the fold that saved this version took something back, or the person was erased before this version and has come back, and
    /// persona rows of older versions may still hold what is gone. A store that deletes such rows in the same transaction never says so.
    /// </summary>
    public bool HasTakenBack { get; init; }

    /// <summary>
    /// Whether the inbox of the store holds repetitions of what was accepted before, of an append that was cut off before it removed them.
    /// <see cref="Inbox"/> does not have them; the next save of the person removes them.
    /// </summary>
    public bool HasRepetitions { get; init; }

    /// <summary>
    /// The version of everything that was accepted: what a reader shows who folds the inbox, and what is saved when exactly this is folded.
    /// </summary>
    public MindscapeVersion VersionAhead => Mindscape.Version.After(LastSequence - Mindscape.LastSequence);

    /// <summary>
    /// The version under which the fold of this is saved: one that no other state has, also where no observation was added.
    /// </summary>
    public MindscapeVersion NextVersion => VersionAhead > Mindscape.Version ? VersionAhead : Mindscape.Version.Next();

    /// <summary>Whether the inbox takes something back.</summary>
    public bool TakesBack => Retraction.NamedBy(Inbox.Select(accepted => accepted.Observation)).Count > 0;

    /// <summary>Whether this is a tombstone.</summary>
    public bool IsErased => ErasedAt is not null;
}
