using Azure.Data.Tables;
using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Azure.Personas;

/// <summary>
/// Deletes the rows that were built before an erase. A reader that saves late writes such a row again under a new etag, so the deletion
/// repeats until no row is left.
/// </summary>
internal sealed class ErasedRows(TableClient table)
{
    private const int Rounds = 3;

    private static readonly string[] Columns = ["PartitionKey", "RowKey"];

    private readonly RowDeletes _deletes = new(table);

    public async Task DeleteAsync(string partition, MindscapeVersion tombstone, CancellationToken cancellationToken)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var old = new List<TableEntity>();
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ne {TableKeys.Head} and mindscape_version lt {tombstone.Value}");
            await foreach (var row in table.QueryAsync<TableEntity>(filter, select: Columns, cancellationToken: cancellationToken))
            {
                old.Add(row);
            }

            if (await _deletes.DeleteAsync(old, cancellationToken) == old.Count)
            {
                return;
            }
        }
    }
}
