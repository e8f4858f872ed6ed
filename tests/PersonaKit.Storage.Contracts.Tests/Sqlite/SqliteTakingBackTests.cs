using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

public sealed class SqliteTakingBackTests : TakingBackContract
{
    private readonly TemporaryDatabase _database = new();

    public override async Task DisposeAsync() => await _database.DisposeAsync();

    protected override Task<IMindscapeStore> CreateStoreAsync() => Task.FromResult(_database.Open().Mindscapes);

    protected override Task<string> DumpAsync(PersonId personId) => Task.FromResult(SqliteRetractionTests.Dump(_database, personId));
}
