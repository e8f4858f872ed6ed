using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Serving;

/// <summary>Deletes expired persona rows in bounded pages. Housekeeping: an expired row is never served, purged or not.</summary>
public sealed class PersonaPurge(IPersonaStore personas, TimeProvider time)
{
    public const int PageSize = 500;

    /// <summary>Deletes at most <paramref name="pages"/> pages and returns how many rows went.</summary>
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
