using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PersonaKit.Sqlite;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

/// <summary>A database in a folder of its own that is gone afterwards.</summary>
internal sealed class TemporaryDatabase : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("personakit-").FullName;
    private SqliteDatabase? _open;

    public string Path => System.IO.Path.Combine(_folder, "persona.db");

    public SqliteDatabase Open() => Open(NullLogger<SqliteDatabase>.Instance);

    public SqliteDatabase Open(ILogger<SqliteDatabase> logger) => _open = SqliteDatabase.Open(Path, Samples.Catalog, TimeProvider.System, logger);

    public async Task<SqliteDatabase> ReopenAsync()
    {
        await CloseAsync();
        return Open();
    }

    public async Task CloseAsync()
    {
        if (_open is not null)
        {
            await _open.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
