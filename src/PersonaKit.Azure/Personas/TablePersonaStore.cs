using System.Collections.Immutable;
using Azure.Data.Tables;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Personas;

/// <summary>
/// Personas in Table Storage: one partition per person, with a head row and one row for each mapper and context. A lookup is two parallel
/// point reads, never a filter, which would scan the partition.
/// </summary>
internal sealed class TablePersonaStore(TableClient table, TimeProvider time) : IPersonaStore
{
    private readonly HeadRows _heads = new(table, time);
    private readonly ErasedRows _erased = new(table);
    private readonly ExpiredRows _expired = new(table);

    public async ValueTask<PersonaLookup> FindAsync(PersonId personId, PersonaKey key, CancellationToken cancellationToken)
    {
        var partition = TableKeys.Partition(personId);
        var finding = _heads.GetAsync(partition, cancellationToken);
        var reading = table.FindAsync(partition, TableKeys.Row(key), cancellationToken);
        await Task.WhenAll(finding, reading);
        var head = HeadRows.Read(await finding);
        var row = await reading is { } entity ? PersonaEntity.Read(entity) : null;
        var now = time.GetUtcNow();
        return new PersonaLookup(head.At(now), row is not null && head.Shows(row, now) ? row : null);
    }

    public async ValueTask SaveAsync(PersonId personId, PersonaRow row, CancellationToken cancellationToken)
    {
        if (PersonaEntity.TryWrite(personId, row) is { } entity)
        {
            await TableFault.GuardAsync(() => table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken), cancellationToken);
        }
    }

    public Task AdvanceHeadAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken) =>
        _heads.AdvanceAsync(TableKeys.Partition(personId), version, cancellationToken);

    public async Task EraseAsync(PersonId personId, MindscapeVersion tombstone, DateTimeOffset forgetAt, CancellationToken cancellationToken)
    {
        // The head first: from then on no earlier row is served, even before it is deleted.
        var partition = TableKeys.Partition(personId);
        await _heads.EraseAsync(partition, new(tombstone, forgetAt), cancellationToken);
        await DeleteOlderAsync(personId, tombstone, cancellationToken);
    }

    public Task DeleteOlderAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken) => TableFault.GuardAsync(
        async () =>
        {
            await _erased.DeleteAsync(TableKeys.Partition(personId), version, cancellationToken);
            return true;
        },
        cancellationToken);

    public async Task<PersonaListing> ListAsync(PersonId personId, CancellationToken cancellationToken)
    {
        var partition = TableKeys.Partition(personId);
        return await TableFault.GuardAsync(
            async () =>
            {
                var head = default(MarkedHead);
                var rows = ImmutableArray.CreateBuilder<PersonaRow>();
                var entities = table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellationToken);
                await foreach (var entity in entities)
                {
                    if (entity.RowKey == TableKeys.Head)
                    {
                        head = HeadRows.Read(entity);
                    }
                    else
                    {
                        rows.Add(PersonaEntity.Read(entity));
                    }
                }

                var now = time.GetUtcNow();
                return new PersonaListing(head.At(now), rows.ToImmutable().RemoveAll(row => !head.Shows(row, now)));
            },
            cancellationToken);
    }

    public Task<int> PurgeExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        TableFault.GuardAsync(() => _expired.DeleteAsync(now, limit, cancellationToken), cancellationToken);
}
