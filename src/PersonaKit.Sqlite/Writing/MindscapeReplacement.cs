using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Caching;
using PersonaKit.Sqlite.Tables;

namespace PersonaKit.Sqlite.Writing;

/// <summary>
/// Saves a fold if no other was saved since its basis was read, and forgets what it takes back. The inbox empties by moving one number.
/// </summary>
internal sealed class MindscapeReplacement(StoredMindscape basis, Mindscape saved, DateTimeOffset now)
{
    private readonly byte[] _body = MindscapeDocument.Write(saved);
    private long _received;

    /// <summary>The head that was raised with it; null when nothing was saved.</summary>
    public MarkedHead? Head { get; private set; }

    /// <summary>Whether the fold took something back, so that the older persona rows went with it.</summary>
    public bool HasTakenBack { get; private set; }

    public ReplaceOutcome Run(WriteContext context)
    {
        Head = null;
        var person = context.FindPerson(saved.PersonId);
        if (person is not { ErasedAt: null } || basis.IsErased || !string.Equals(person.Version.ToString(), basis.ETag, StringComparison.Ordinal))
        {
            return ReplaceOutcome.Conflict;
        }

        MindscapeTable.Save(context.Session, person.Key, _body);
        var retracted = Retraction.NamedBy(basis.Inbox.Select(accepted => accepted.Observation));
        if (retracted.Count > 0)
        {
            // One transaction: no row of before can be saved behind the head, and no crash comes in between.
            ContentScrubber.Run(context, person.Key, retracted);
            PersonaTable.DeleteOlder(context.Session, saved.PersonId, saved.Version);
            context.BytesMustGo = true;
        }

        // With the fold and not in a commit of its own: half of the commits of a feed that has a lot to do.
        (Head, HasTakenBack) = (PersonaTable.Advance(context.Session, saved.PersonId, saved.Version, now), retracted.Count > 0);
        context.SavePerson(saved.PersonId, person with { Folded = basis.LastSequence, Version = saved.Version.Value });
        _received = person.LastSequence;
        return ReplaceOutcome.Saved;
    }

    public void Announce(ReplaceOutcome outcome, MindscapeCache cache)
    {
        if (outcome == ReplaceOutcome.Saved)
        {
            cache.Replaced(basis, saved, _body.Length, _received);
        }
        else
        {
            // Evict on conflict: a wrong entry would conflict forever.
            cache.Forget(saved.PersonId);
        }
    }
}
