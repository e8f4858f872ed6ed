using Azure.Data.Tables;
using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Azure.Personas;

/// <summary>Rows that were built of a person before an erase. One that a reader saves late comes back under another etag, so it is looked for until there is none.</summary>
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
