using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Sqlite.Caching;

/// <summary>
/// Heads and persona rows in memory, so that a hit costs two look-ups. A head is what the table holds, a row only gives way to a newer
/// one.
/// </summary>
internal sealed class PersonaCache
{
    private static readonly long HeadCapacityBytes = MemoryShare.Of(16L * 1024 * 1024, 32);
    private static readonly long RowCapacityBytes = MemoryShare.Of(64L * 1024 * 1024, 16);
    private const long EntryBytes = 512;

    private readonly CoherentCache<PersonId, CachedHead> _heads = new(HeadCapacityBytes, static _ => EntryBytes / 2);
    private readonly CoherentCache<RowKey, CachedRow> _rows = new(RowCapacityBytes, static cached => EntryBytes + (cached.Row?.Body.Length ?? 0));

    public MarkedHead? FindHead(PersonId personId) => _heads.Find(personId)?.Head;

    public (MarkedHead Head, PersonaRow? Row)? Find(PersonId personId, PersonaKey key) =>
        _heads.Find(personId) is { } head && _rows.Find(new(personId, key)) is { } row ? (head.Head, row.Row) : null;

    public (long Head, long Row) Mark(PersonId personId, PersonaKey key) => (_heads.Mark(personId), _rows.Mark(new(personId, key)));

    public void Keep(PersonId personId, PersonaKey key, (MarkedHead Head, PersonaRow? Row) loaded, (long Head, long Row) mark)
    {
        _heads.Keep(personId, new(loaded.Head), mark.Head);
        _rows.Keep(new(personId, key), new(loaded.Row), mark.Row);
    }

    /// <summary>Announced by the writer, in the order of the commits: the latest is what the table holds.</summary>
    public void Advanced(PersonId personId, MarkedHead head) => _heads.Change(personId, head, static (_, written) => new(written));

    /// <summary>Takes what is older than the tombstone out of memory.</summary>
    public void Erased(PersonId personId, MindscapeVersion tombstone) =>
        _rows.Remove((key, cached) => key.PersonId == personId && cached.Row is { } row && row.MindscapeVersion < tombstone);

    /// <summary>The head is gone from the table.</summary>
    public void Forgotten(PersonId personId) => _heads.Change(personId, 0, static (_, _) => null);

    /// <summary>Whether a head is known that the row is behind.</summary>
    public bool IsBehind(PersonId personId, PersonaRow row) => FindHead(personId) is { } head && row.MindscapeVersion < head.Version;

    /// <summary>Puts the row in before it is in the table. False when a newer one is there.</summary>
    public bool Save(PersonId personId, PersonaRow row) =>
        _rows.Change(new(personId, row.Key), row, static (known, saved) => known?.Row is { } other && IsNewer(other, saved) ? known : new(saved))?.Row is { } kept && ReferenceEquals(kept, row);

    /// <summary>The row is in the table now. An older one may have been loaded from there in the meantime.</summary>
    public void Saved(PersonId personId, PersonaRow row) =>
        _rows.Change(new(personId, row.Key), row, static (known, saved) =>
            known is null || (known.Row is { } other && IsNewer(other, saved)) ? known : new(saved));

    public void Purged(PersonId personId, PersonaKey key, DateTimeOffset now) =>
        _rows.Change(new(personId, key), now, static (known, now) => known?.Row is { } row && row.ExpiresAt <= now ? null : known);

    private static bool IsNewer(PersonaRow one, PersonaRow other) => Age(one).CompareTo(Age(other)) > 0;

    private static (MindscapeVersion, long, DateTimeOffset) Age(PersonaRow row) => (row.MindscapeVersion, row.LastSequence, row.GeneratedAt);

    private sealed record CachedHead(MarkedHead Head);

    /// <param name="Row">Null: the table has none.</param>
    private sealed record CachedRow(PersonaRow? Row);

    private readonly record struct RowKey(PersonId PersonId, PersonaKey Key);
}
