using Azure.Data.Tables;

namespace PersonaKit.Azure.Personas;

/// <summary>Reads a row by its partition key and row key.</summary>
internal static class TablePointReads
{
    public static Task<TableEntity?> FindAsync(this TableClient table, string partition, string row, CancellationToken cancellationToken) => TableFault.GuardAsync(
        async () =>
        {
            var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken);
            return found.HasValue ? found.Value : null;
        },
        cancellationToken);
}
