using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Tables;

/// <summary>
/// Personas by the rules of the store in Table Storage: one head row a person, a row for each persona, and nothing that spans two rows.
/// </summary>
internal sealed class TablePersonaStore(PersonaTables tables, CallGate gate, TimeProvider time) : IPersonaStore
{
    private const int EraseRounds = 3;

    private readonly HeadRows _heads = new(tables, gate, time);

    public async ValueTask<PersonaLookup> FindAsync(PersonId personId, PersonaKey key, CancellationToken cancellationToken)
    {
        var finding = _heads.GetAsync(personId);
        var reading = gate.CallAsync(_ => tables.Row(personId, key));
        await Task.WhenAll(finding, reading);
        var head = (await finding)?.Head ?? default;
        var now = time.GetUtcNow();
        return new PersonaLookup(head.At(now), await reading is { Row: var row } && head.Shows(row, now) ? row : null);
    }

    public async ValueTask SaveAsync(PersonId personId, PersonaRow row, CancellationToken cancellationToken) => await gate.CallAsync(_ =>
    {
        tables.Save(personId, row);
        return true;
    });

    public Task AdvanceHeadAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken) =>
        _heads.AdvanceAsync(personId, version);

    public async Task EraseAsync(
        PersonId personId,
        MindscapeVersion tombstone,
        DateTimeOffset forgetAt,
        CancellationToken cancellationToken)
    {
        await _heads.EraseAsync(personId, new(tombstone, forgetAt));
        await DeleteOlderAsync(personId, tombstone, cancellationToken);
    }

    public Task DeleteOlderAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken) =>
        DeleteOlderAsync(personId, version);

    public Task<PersonaListing> ListAsync(PersonId personId, CancellationToken cancellationToken) => gate.CallAsync(_ =>
    {
        var now = time.GetUtcNow();
        var head = tables.Head(personId)?.Head ?? default;
        return new PersonaListing(head.At(now), [.. tables.RowsOf(personId).Select(row => row.Row).Where(row => head.Shows(row, now))]);
    });

    public async Task<int> PurgeExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var (rows, heads) = await gate.CallAsync(_ => (tables.ExpiredBy(now), tables.ForgottenBy(now)));
        var deleted = 0;
        foreach (var row in rows.Take(limit))
        {
            deleted += await gate.CallAsync(_ => tables.Delete(row)) ? 1 : 0;
        }

        foreach (var (personId, head) in heads.Take(limit - deleted))
        {
            // Before the head, which hides what came late.
            await DeleteOlderAsync(personId, head.Head.Version, cancellationToken);
            deleted += await gate.CallAsync(_ => tables.DeleteHead(personId, head)) ? 1 : 0;
        }

        return deleted;
    }

    /// <summary>A row that a reader saves late comes back under another etag, so it is looked for until there is none.</summary>
    private async Task DeleteOlderAsync(PersonId personId, MindscapeVersion tombstone)
    {
        for (var round = 0; round < EraseRounds; round++)
        {
            var old = await gate.CallAsync(_ => tables.OlderThan(personId, tombstone));
            var deleted = 0;
            foreach (var row in old)
            {
                deleted += await gate.CallAsync(_ => tables.Delete(row)) ? 1 : 0;
            }

            if (deleted == old.Count)
            {
                return;
            }
        }
    }
}
