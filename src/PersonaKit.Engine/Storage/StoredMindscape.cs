using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.Storage;

/// <summary>What a store holds of one person at one instant.</summary>
/// <param name="Mindscape">As folded and saved last.</param>
/// <param name="Inbox">Accepted, not folded yet; each id once, none of them folded before. Oldest first.</param>
/// <param name="LastSequence">How many observations were ever accepted: the number of the newest.</param>
/// <param name="ETag">The store's own mark of this state, handed back with a replace. Opaque.</param>
public sealed record StoredMindscape(Mindscape Mindscape, ImmutableArray<AcceptedObservation> Inbox, long LastSequence, string ETag)
{
    /// <summary>
    /// When the person was erased; null for a living one. Of an erased person nothing is left but this, the version and
    /// <see cref="LastSequence"/>: to every reader they are unknown.
    /// </summary>
    public DateTimeOffset? ErasedAt { get; init; }

    public bool IsErased => ErasedAt is not null;
}
