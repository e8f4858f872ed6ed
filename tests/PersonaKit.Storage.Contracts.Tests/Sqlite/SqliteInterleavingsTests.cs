using PersonaKit.Storage.Contracts.Promises;
using Xunit.Abstractions;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

public sealed class SqliteInterleavingsTests(ITestOutputHelper output) : InterleavingsContract
{
    private readonly TemporaryDatabase _database = new();

    protected override ITestOutputHelper Output => output;

    public override async Task DisposeAsync() => await _database.DisposeAsync();

    protected override Task<Stores> CreateStoreAsync()
    {
        var database = _database.Open();
        return Task.FromResult(new Stores(database.Mindscapes, database.Personas));
    }
}
