using PersonaKit.Sqlite;
using PersonaKit.Storage.Contracts.Tests.Sqlite;
using Xunit.Sdk;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>A sound store to break, and the check that a suite notices it.</summary>
public abstract class BrokenStoreTest : IAsyncLifetime
{
    private protected TemporaryDatabase Database { get; } = new();

    private protected SqliteDatabase Sound { get; private set; } = null!;

    public Task InitializeAsync()
    {
        Sound = Database.Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await Database.DisposeAsync();

    private protected static async Task FailsAsync<TSuite>(TSuite suite, Func<TSuite, Task> test)
        where TSuite : IAsyncLifetime
    {
        await suite.InitializeAsync();
        var failure = await Record.ExceptionAsync(() => test(suite));

        // The failure of a generated case is wrapped, with the shortest failing sequence.
        Assert.True((failure is CsCheck.CsCheckException ? failure.InnerException : failure) is XunitException, $"the suite did not find the fault: {failure}");
    }
}
