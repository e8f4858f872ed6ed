using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

public sealed class SqliteMapperSeedsTests : MapperSeedsContract
{
    private readonly TemporaryDatabase _database = new();

    public override async Task DisposeAsync() => await _database.DisposeAsync();

    protected override Task<IMapperStore> CreateStoreAsync() => Task.FromResult(_database.Open().Mappers);
}
