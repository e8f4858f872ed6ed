using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Serving;

/// <summary>Deletes expired persona rows in bounded pages. It only frees space: an expired row is never served.</summary>
public sealed class PersonaPurge(IPersonaStore personas, TimeProvider time)
{
    /// <summary>The maximum number of rows in one page.</summary>
    public const int PageSize = 500;

    /// <summary>Deletes expired rows.</summary>
    /// <param name="pages">The maximum number of pages to delete.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many rows were deleted.</returns>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    public async Task<int> RunAsync(int pages, CancellationToken cancellationToken)
    {
        var deleted = 0;
        for (var page = 0; page < pages; page++)
        {
            var gone = await personas.PurgeExpiredAsync(time.GetUtcNow(), PageSize, cancellationToken);
            deleted += gone;
            if (gone < PageSize)
            {
                break;
            }
        }

        return deleted;
    }
}
