using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

public sealed class SqliteCheckpointTests : CheckpointContract
{
    private readonly TemporaryDatabase _database = new();
    private SqliteDatabase? _open;

    protected override ICheckpointStore Checkpoints => _open!.Checkpoints;

    public override async Task DisposeAsync() => await _database.DisposeAsync();

    protected override Task<IMindscapeStore> CreateStoreAsync() => Task.FromResult((_open = _database.Open()).Mindscapes);

    protected override Task<string> DumpAsync(PersonId personId) => Task.FromResult(SqliteRetractionTests.Dump(_database, personId));
}
