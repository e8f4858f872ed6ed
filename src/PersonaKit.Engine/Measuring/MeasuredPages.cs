using System.Runtime.CompilerServices;
using PersonaKit.Engine.Telemetry;

namespace PersonaKit.Engine.Measuring;

/// <summary>Measures an enumeration as one call: the sum of the times that its reader waited for the next item.</summary>
internal sealed class MeasuredPages<T>(IAsyncEnumerable<T> inner, StoreMetrics metrics, string store, string operation) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        metrics.Enabled ? ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken) : inner.GetAsyncEnumerator(cancellationToken);

    private async IAsyncEnumerable<T> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var waited = TimeSpan.Zero;
        Exception? failure = null;
        await using var items = inner.GetAsyncEnumerator(cancellationToken);
        try
        {
            while (true)
            {
                var started = metrics.Start();
                try
                {
                    if (!await items.MoveNextAsync())
                    {
                        break;
                    }
                }
                catch (Exception fault)
                {
                    failure = fault;
                    throw;
                }
                finally
                {
                    waited += metrics.Since(started);
                }

                yield return items.Current;
            }
        }
        finally
        {
            metrics.Took(waited, store, operation, failure);
        }
    }
}
