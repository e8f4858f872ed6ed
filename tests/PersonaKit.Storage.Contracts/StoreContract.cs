using System.Diagnostics;

namespace PersonaKit.Storage.Contracts;

/// <summary>
/// What every store must do, whatever it is made of. A store's tests derive from the suites and say how to make one; a suite asserts only what the
/// port's comments promise.
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

    /// <summary>A store that holds nothing.</summary>
    protected abstract Task<TStore> CreateStoreAsync();

    /// <summary>For what a store may do after it has answered.</summary>
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
