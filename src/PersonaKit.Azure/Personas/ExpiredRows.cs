using Azure;
using Azure.Data.Tables;

namespace PersonaKit.Azure.Personas;

/// <summary>
/// Finds and deletes expired rows. There is no index on the expiry, so the filter scans; a scan is bounded and goes on next time where it stopped.
/// Every delete names the tag that was read: a row that was built again meanwhile is another row and stays.
/// </summary>
internal sealed class ExpiredRows(TableClient table)
{
    /// <summary>Rows of one transaction; the service takes no more.</summary>
    private const int TransactionRows = 100;

    private const int ScanPages = 50;
    private const int PageRows = 1000;

    private static readonly string[] Columns = ["PartitionKey", "RowKey", PersonaEntity.ExpiresAt];

    private string? _resumeAt;

    public async Task<int> DeleteAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var deleted = 0;
        var fromTheStart = _resumeAt is null;
        for (var pages = 0; pages < ScanPages && deleted < limit; pages++)
        {
            var page = await ReadPageAsync(now, Math.Min(PageRows, limit - deleted), cancellationToken);
            deleted += await DeleteAsync(page.Values, cancellationToken);
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

    private async Task<int> DeleteAsync(IReadOnlyList<TableEntity> rows, CancellationToken cancellationToken)
    {
        var deleted = 0;
        foreach (var person in rows.GroupBy(row => row.PartitionKey, StringComparer.Ordinal))
        {
            foreach (var some in person.Chunk(TransactionRows))
            {
                deleted += await DeleteTogetherAsync(some, cancellationToken);
            }
        }

        return deleted;
    }

    private async Task<int> DeleteTogetherAsync(TableEntity[] rows, CancellationToken cancellationToken)
    {
        if (rows.Length == 1)
        {
            return await DeleteOneAsync(rows[0], cancellationToken);
        }

        try
        {
            await table.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag)), cancellationToken);
            return rows.Length;
        }
        catch (RequestFailedException refused) when (refused.Is(404) || refused.Is(412) || refused.Is(400))
        {
            // One row that is gone or was built again refuses the whole transaction.
            var deleted = 0;
            foreach (var row in rows)
            {
                deleted += await DeleteOneAsync(row, cancellationToken);
            }

            return deleted;
        }
    }

    private async Task<int> DeleteOneAsync(TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            var response = await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
            return response.Status == 404 ? 0 : 1;
        }
        catch (RequestFailedException refused) when (refused.Is(404) || refused.Is(412))
        {
            return 0;
        }
    }
}
