using System.Collections.Immutable;
using Azure;
using Azure.Data.Tables;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Azure.Personas;

/// <summary>
/// Personas in Table Storage: a partition a person, with one head row and a row for each mapper and context. A find is two point reads at once
/// and never a filter, which would scan the partition.
/// </summary>
public sealed class TablePersonaStore(TableClient table) : IPersonaStore
{
    private const string Version = "mindscape_version";
    private const int HeadsRemembered = 20_000;
    private const int HeadAttempts = 50;

    private readonly HeadMemory _heads = new(HeadsRemembered);
    private readonly ExpiredRows _expired = new(table);

    public async ValueTask<PersonaLookup> FindAsync(PersonId personId, PersonaKey key, CancellationToken cancellationToken)
    {
        var partition = TableKeys.Partition(personId);
        var head = GetAsync(partition, TableKeys.Head, cancellationToken);
        var row = GetAsync(partition, TableKeys.Row(key), cancellationToken);
        await Task.WhenAll(head, row);
        return new PersonaLookup(VersionOf(await head), await row is { } entity ? PersonaEntity.Read(entity) : null);
    }

    public async ValueTask SaveAsync(PersonId personId, PersonaRow row, CancellationToken cancellationToken)
    {
        if (PersonaEntity.TryWrite(personId, row) is { } entity)
        {
            await TableFault.GuardAsync(() => table.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken), cancellationToken);
        }
    }

    public async Task AdvanceHeadAsync(PersonId personId, MindscapeVersion version, CancellationToken cancellationToken)
    {
        var partition = TableKeys.Partition(personId);
        for (var attempt = 0; attempt < HeadAttempts; attempt++)
        {
            var seen = _heads.Find(partition) ?? await SeeHeadAsync(partition, version, cancellationToken);

            // Heads are only ever raised, so one that was seen there once needs no second look.
            if (seen is not null && seen.Version >= version)
            {
                return;
            }

            if (await TryWriteHeadAsync(partition, version, seen?.Tag, cancellationToken) is { } tag)
            {
                _heads.Keep(partition, new(version, tag));
                return;
            }

            _heads.Forget(partition);
        }

        throw new StoreUnavailableException($"Table Storage: a head was overtaken {HeadAttempts} times");
    }

    public async Task<PersonaListing> ListAsync(PersonId personId, CancellationToken cancellationToken)
    {
        var partition = TableKeys.Partition(personId);
        return await TableFault.GuardAsync(
            async () =>
            {
                var head = MindscapeVersion.None;
                var rows = ImmutableArray.CreateBuilder<PersonaRow>();
                var entities = table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellationToken);
                await foreach (var entity in entities)
                {
                    if (entity.RowKey == TableKeys.Head)
                    {
                        head = VersionOf(entity);
                    }
                    else
                    {
                        rows.Add(PersonaEntity.Read(entity));
                    }
                }

                return new PersonaListing(head, rows.ToImmutable());
            },
            cancellationToken);
    }

    public Task<int> PurgeExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        TableFault.GuardAsync(() => _expired.DeleteAsync(now, limit, cancellationToken), cancellationToken);

    private static MindscapeVersion VersionOf(TableEntity? head) =>
        head is null ? MindscapeVersion.None : new(head.GetInt64(Version) ?? throw new FormatException("not a stored head"));

    /// <summary>A first version is written without a look: there is nothing to see in nearly every case, and the write finds out.</summary>
    private async Task<HeadMemory.SeenHead?> SeeHeadAsync(string partition, MindscapeVersion version, CancellationToken cancellationToken)
    {
        if (version.Value <= 1 && await TryWriteHeadAsync(partition, version, null, cancellationToken) is { } tag)
        {
            var written = new HeadMemory.SeenHead(version, tag);
            _heads.Keep(partition, written);
            return written;
        }

        if (await GetAsync(partition, TableKeys.Head, cancellationToken) is not { } head)
        {
            return null;
        }

        var seen = new HeadMemory.SeenHead(VersionOf(head), head.ETag);
        _heads.Keep(partition, seen);
        return seen;
    }

    /// <summary>The tag it got; null when the head is not what was expected.</summary>
    private async Task<ETag?> TryWriteHeadAsync(string partition, MindscapeVersion version, ETag? expected, CancellationToken cancellationToken)
    {
        var head = new TableEntity(partition, TableKeys.Head) { [Version] = version.Value };
        try
        {
            var response = await TableFault.GuardAsync(
                () => expected is { } tag
                    ? table.UpdateEntityAsync(head, tag, TableUpdateMode.Replace, cancellationToken)
                    : table.AddEntityAsync(head, cancellationToken),
                cancellationToken);
            return response.Headers.ETag;
        }
        catch (RequestFailedException refused) when (refused.Is(404) || refused.Is(409) || refused.Is(412))
        {
            return null;
        }
    }

    private Task<TableEntity?> GetAsync(string partition, string row, CancellationToken cancellationToken) => TableFault.GuardAsync(
        async () =>
        {
            var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken);
            return found.HasValue ? found.Value : null;
        },
        cancellationToken);
}
