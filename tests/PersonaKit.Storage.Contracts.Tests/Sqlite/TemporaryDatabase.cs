using System.Text;
using Microsoft.Data.Sqlite;
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

    /// <summary>Of the file, its log and its shared memory.</summary>
    public string Bytes() => string.Concat(Files().Select(path =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return Encoding.Latin1.GetString(bytes);
    }));

    /// <summary>The files as they are now, which is what a process that is killed now leaves.</summary>
    public TemporaryDatabase Copy()
    {
        var copy = new TemporaryDatabase();
        foreach (var file in Files())
        {
            File.Copy(file, System.IO.Path.Combine(copy._folder, System.IO.Path.GetFileName(file)));
        }

        return copy;
    }

    /// <summary>A snapshot that is read until it is disposed.</summary>
    public IDisposable Read()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN; SELECT COUNT(*) FROM people;";
        command.ExecuteScalar();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private IEnumerable<string> Files() => Directory.GetFiles(_folder, "persona.db*").Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)).Order();
}
