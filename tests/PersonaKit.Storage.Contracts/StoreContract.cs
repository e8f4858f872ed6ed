using System.Diagnostics;

namespace PersonaKit.Storage.Contracts;

/// <summary>
/// The contract of every store. A store's tests derive from the suites and create the store; a suite asserts only what the
/// comments of the store interface promise.
/// </summary>
public abstract class StoreContract<TStore> : IAsyncLifetime
    where TStore : class
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private TStore? _store;

    protected TStore Store => _store ?? throw new InvalidOperationException("the store is made before each test");

    protected static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync() => _store = await CreateStoreAsync();

    public virtual Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Creates an empty store.</summary>
    protected abstract Task<TStore> CreateStoreAsync();

    /// <summary>Waits for work that a store may do after it has returned.</summary>
    protected static async Task<T> EventuallyAsync<T>(Func<Task<T>> read, Func<T, bool> isReached)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var value = await read();
            if (isReached(value) || watch.Elapsed > Patience)
            {
                Assert.True(isReached(value), $"not reached in {Patience}: {value}");
                return value;
            }

            await Task.Delay(20);
        }
    }
}
