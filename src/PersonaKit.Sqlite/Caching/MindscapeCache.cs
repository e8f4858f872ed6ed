using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Tables;

namespace PersonaKit.Sqlite.Caching;

/// <summary>
/// People as a read of the tables would give them, kept up to date by the writer: a person in daily use is neither read nor parsed again.
/// A reader may have loaded the person after a commit and before the writer announced it, so each change is applied only to the state
/// before it.
/// </summary>
internal sealed class MindscapeCache(CatalogSource catalogs)
{
    private static readonly long CapacityBytes = MemoryShare.Of(96L * 1024 * 1024, 8);

    /// <summary>Each append copies the inbox; past this length the tables are the better place to read it from.</summary>
    private const int InboxLimit = 128;

    private readonly CoherentCache<PersonId, LoadedMindscape> _people = new(CapacityBytes, WeightOf);

    public StoredMindscape? Find(PersonId personId) => _people.Find(personId)?.Stored;

    public long Mark(PersonId personId) => _people.Mark(personId);

    public void Keep(PersonId personId, LoadedMindscape loaded, long mark)
    {
        if (loaded.Stored.Inbox.Length <= InboxLimit)
        {
            _people.Keep(personId, loaded with { InboxBytes = InboxWeight.Of(loaded.Stored.Inbox) }, mark);
        }
    }

    public void Appended(PersonId personId, ImmutableArray<AcceptedObservation> accepted)
    {
        if (!accepted.IsEmpty)
        {
            _people.Change(
                personId,
                (personId, accepted, catalogs.Current),
                static (known, change) => After(known, change.personId, change.accepted, change.Current));
        }
    }

    /// <param name="received">How many observations the person had when the fold was saved.</param>
    public void Replaced(StoredMindscape basis, Mindscape saved, int bodyLength, long received) =>
        _people.Change(
            saved.PersonId,
            (basis, saved, bodyLength, received),
            static (known, change) => After(known, change.basis, change.saved, change.bodyLength, change.received));

    public void Forget(PersonId personId) => _people.Change(personId, 0, static (_, _) => null);

    /// <summary>Bytes, roughly.</summary>
    private static long WeightOf(LoadedMindscape cached) => 1024 + (4L * cached.BodyLength) + cached.InboxBytes;

    private static LoadedMindscape? After(LoadedMindscape? known, PersonId personId, ImmutableArray<AcceptedObservation> accepted, TraitCatalog catalog)
    {
        var first = accepted[0].Number;
        var last = accepted[^1].Number;
        if (known is null)
        {
            return first == 1 && accepted.Length <= InboxLimit
                ? new(new StoredMindscape(Mindscape.Empty(personId, catalog), accepted, last, "0"), 0) { InboxBytes = InboxWeight.Of(accepted) }
                : null;
        }

        var stored = known.Stored;
        if (stored.LastSequence >= last)
        {
            return known;
        }

        return stored.LastSequence == first - 1 && stored.Inbox.Length + accepted.Length <= InboxLimit
            ? known with
            {
                Stored = stored with { Inbox = stored.Inbox.AddRange(accepted), LastSequence = last, ErasedAt = null },
                InboxBytes = known.InboxBytes + InboxWeight.Of(accepted),
            }
            : null;
    }

    private static LoadedMindscape? After(LoadedMindscape? known, StoredMindscape basis, Mindscape saved, int bodyLength, long received)
    {
        if (known is null)
        {
            return received == basis.LastSequence ? new(new StoredMindscape(saved, [], received, MindscapeTable.TagOf(saved)), bodyLength) : null;
        }

        var stored = known.Stored;
        if (stored.Mindscape.Version >= saved.Version)
        {
            return known;
        }

        if (!string.Equals(stored.ETag, basis.ETag, StringComparison.Ordinal) || stored.LastSequence < basis.LastSequence)
        {
            return null;
        }

        var waiting = stored.Inbox.RemoveAll(accepted => accepted.Number <= basis.LastSequence);
        return new(stored with { Mindscape = saved, Inbox = waiting, ETag = MindscapeTable.TagOf(saved) }, bodyLength) { InboxBytes = InboxWeight.Of(waiting) };
    }
}
