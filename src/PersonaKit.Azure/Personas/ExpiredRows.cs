using Azure;
using Azure.Data.Tables;

namespace PersonaKit.Azure.Personas;

/// <summary>
/// Finds and deletes expired rows, and expired heads of erased people together with their older rows. The expiry has no index, so the
/// filter scans the table; a scan is bounded, and the next one continues where it stopped.
/// </summary>
internal sealed class ExpiredRows(TableClient table)
{
    private const int ScanPages = 50;
    private const int PageRows = 1000;

    private static readonly string[] Columns = ["PartitionKey", "RowKey", PersonaEntity.ExpiresAt, HeadRows.Version];

    private readonly RowDeletes _deletes = new(table);
    private readonly ErasedRows _erased = new(table);
    private string? _resumeAt;

    public async Task<int> DeleteAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var deleted = 0;
        var fromTheStart = _resumeAt is null;
        for (var pages = 0; pages < ScanPages && deleted < limit; pages++)
        {
            var page = await ReadPageAsync(now, Math.Min(PageRows, limit - deleted), cancellationToken);
            foreach (var head in page.Values.Where(row => row.RowKey == TableKeys.Head))
            {
                // Delete the rows before the head: the head is what hides rows that were saved late.
                await _erased.DeleteAsync(head.PartitionKey, HeadRows.Read(head).Version, cancellationToken);
            }

            deleted += await _deletes.DeleteAsync(page.Values, cancellationToken);
            _resumeAt = page.ContinuationToken;
            if (_resumeAt is null && fromTheStart)
            {
                break;
            }

            fromTheStart |= _resumeAt is null;
        }

        return deleted;
    }

    private async Task<Page<TableEntity>> ReadPageAsync(DateTimeOffset now, int rows, CancellationToken cancellationToken)
    {
        var scan = table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"expires_at le {now}"), rows, Columns, cancellationToken);
        await foreach (var page in scan.AsPages(_resumeAt))
        {
            return page;
        }

        throw new InvalidOperationException("a query of a table has at least one page");
    }
}
