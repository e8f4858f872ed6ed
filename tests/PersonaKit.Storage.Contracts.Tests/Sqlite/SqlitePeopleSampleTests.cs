using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

public sealed class SqlitePeopleSampleTests : PeopleSampleContract
{
    private readonly TemporaryDatabase _database = new();

    public override async Task DisposeAsync() => await _database.DisposeAsync();

    protected override Task<IMindscapeStore> CreateStoreAsync() => Task.FromResult(_database.Open().Mindscapes);
}
