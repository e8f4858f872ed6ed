using Azure;
using Azure.Data.Tables;

namespace PersonaKit.Azure.Personas;

/// <summary>
/// Deletes rows that a query returned. Each delete names the etag that was read, so a row that was built again meanwhile stays.
/// </summary>
internal sealed class RowDeletes(TableClient table)
{
    /// <summary>The maximum number of rows in one transaction of the service.</summary>
    private const int TransactionRows = 100;

    /// <summary>Returns how many were deleted.</summary>
    public async Task<int> DeleteAsync(IEnumerable<TableEntity> rows, CancellationToken cancellationToken)
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
            // The whole transaction fails if one row is gone or was built again.
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
