using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

public sealed class SqliteChangeFeedTests : ChangeFeedContract
{
    private readonly TemporaryDatabase _file = new();

    public override async Task DisposeAsync() => await _file.DisposeAsync();

    protected override Task<(IMindscapeStore Mindscapes, IChangeFeed Feed)> OpenAsync() => Task.FromResult(Parts(_file.Open()));

    protected override async Task<(IMindscapeStore Mindscapes, IChangeFeed Feed)> ReopenAsync() => Parts(await _file.ReopenAsync());

    private static (IMindscapeStore Mindscapes, IChangeFeed Feed) Parts(SqliteDatabase database) => (database.Mindscapes, database.Feed);
}
