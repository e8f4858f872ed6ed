using PersonaKit.Storage.Contracts.Promises;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

public sealed class SqlitePromisesTests : PromisesContract
{
    private readonly TemporaryDatabase _database = new();

    public override async Task DisposeAsync() => await _database.DisposeAsync();

    protected override Task<Stores> CreateStoreAsync()
    {
        var database = _database.Open();
        return Task.FromResult(new Stores(database.Mindscapes, database.Personas));
    }
}
