using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Scheduling;
using PersonaKit.Simulation.Tables;

namespace PersonaKit.Simulation.Embedded;

/// <summary>
/// Personas by the rules of the store in SQLite: each member is one transaction, and no row takes the place of a newer one or comes behind
/// the head.
/// </summary>
internal sealed class EmbeddedPersonaStore(
    PersonaTables tables,
    EmbeddedDatabase database,
    CallGate gate,
    TimeProvider time) : IPersonaStore
{
    public static void Erase(PersonaTables tables, PersonId personId, MarkedHead tombstone)
    {
        if ((tables.Head(personId)?.Head.Version ?? default) <= tombstone.Version)
        {
            tables.WriteHead(personId, tombstone);
        }

        tables.OlderThan(personId, tombstone.Version).ForEach(row => tables.Delete(row));
    }

    public async ValueTask<PersonaLookup> FindAsync(PersonId personId, PersonaKey key, CancellationToken cancellationToken) =>
        await gate.CallAsync(_ =>
    {
        var now = time.GetUtcNow();
        var head = tables.Head(personId)?.Head ?? default;
        return new PersonaLookup(head.At(now), tables.Row(personId, key) is { Row: var row } && head.Shows(row, now) ? row : null);
    });

    public async ValueTask SaveAsync(PersonId personId, PersonaRow row, CancellationToken cancellationToken) => await gate.CallAsync(_ =>
    {
        var isBehind = row.MindscapeVersion < (tables.Head(personId)?.Head.Version ?? default);
        if (!isBehind && (tables.Row(personId, row.Key) is not { } known || AgeOf(row).CompareTo(AgeOf(known.Row)) >= 0))
        {
            tables.Save(personId, row);
        }

        return true;
    });

    public Task AdvanceHeadAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken) => gate.CallAsync(_ =>
    {
        if (version > (tables.Head(personId)?.Head ?? default).At(time.GetUtcNow()))
        {
            tables.WriteHead(personId, new(version, null));
        }

        return true;
    });

    public Task DeleteOlderAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken) => gate.CallAsync(_ =>
    {
        tables.OlderThan(personId, version).ForEach(row => tables.Delete(row));
        return true;
    });

    public Task EraseAsync(PersonId personId, MindscapeVersion tombstone, DateTimeOffset forgetAt, CancellationToken cancellationToken) =>
        gate.CallAsync(_ =>
    {
        Erase(tables, personId, new(tombstone, forgetAt));
        return true;
    });

    public Task<PersonaListing> ListAsync(PersonId personId, CancellationToken cancellationToken) => gate.CallAsync(_ =>
    {
        var now = time.GetUtcNow();
        var head = tables.Head(personId)?.Head ?? default;
        return new PersonaListing(head.At(now), [.. tables.RowsOf(personId).Select(row => row.Row).Where(row => head.Shows(row, now))]);
    });

    public Task<int> PurgeExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => gate.CallAsync(_ =>
    {
        var rows = tables.ExpiredBy(now).Take(limit).ToList();
        rows.ForEach(row => tables.Delete(row));
        var heads = tables.ForgottenBy(now).Take(limit - rows.Count).ToList();
        foreach (var (personId, head) in heads)
        {
            tables.OlderThan(personId, head.Head.Version).ForEach(row => tables.Delete(row));
            tables.DeleteHead(personId, head);
        }

        database.DeleteTombstones(now);
        return rows.Count + heads.Count;
    });

    private static (MindscapeVersion, long, DateTimeOffset) AgeOf(PersonaRow row) =>
        (row.MindscapeVersion, row.LastSequence, row.GeneratedAt);
}
