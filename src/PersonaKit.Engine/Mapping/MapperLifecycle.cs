using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Language.Mappers;
using PersonaKit.Language.Review;

namespace PersonaKit.Engine.Mapping;

/// <summary>
/// Uploads, activates and retires mappers. Each change is written under the etag of the head it was decided on; after a conflict it is
/// decided again. This instance serves the change from the next request on, every other instance within
/// <see cref="EngineOptions.MapperStaleness"/>.
/// </summary>
public sealed class MapperLifecycle(IMapperStore store, MapperRegistry registry, CatalogSource catalogs, EngineOptions options, TimeProvider time)
{
    private const int Attempts = 30;

    /// <summary>Checks a mapper text against the trait catalog without storing it.</summary>
    /// <param name="source">The mapper, as YAML or JSON.</param>
    public MapperReview Review(string source) => MapperReview.Of(source, catalogs.Current);

    /// <summary>
    /// Stores a text as the newest revision, without activating it. Uploading the text of the newest revision again changes nothing.
    /// </summary>
    /// <param name="id">The mapper.</param>
    /// <param name="source">The mapper, as YAML or JSON.</param>
    /// <param name="expected">The expected state; required unless the mapper is new.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be reached, or others changed the mapper in every attempt.</exception>
    public Task<MapperChangeOutcome> UploadAsync(MapperId id, string source, MapperExpectation expected, CancellationToken cancellationToken)
    {
        var review = MapperReview.Of(source, catalogs.Current, id);
        return review.Program is null
            ? Task.FromResult<MapperChangeOutcome>(new MapperChangeOutcome.Invalid(review.Errors))
            : ChangeAsync(TryUploadAsync, cancellationToken);

        async Task<MapperChangeOutcome?> TryUploadAsync(MapperIndex index)
        {
            var head = FindIn(index, id);
            var isNew = head is null || head.Newest.Digest != MapperRevision.DigestOf(source);
            if (isNew && Refuse(index, head, expected) is { } refused)
            {
                return refused;
            }

            return await store.AddAsync(id, source, MapperOrigin.Api, time.GetUtcNow(), head?.ETag, cancellationToken) switch
            {
                MapperWriteOutcome.Saved saved => new MapperChangeOutcome.Done(saved.Head, saved.Head.Newest, isNew, review.Warnings),
                MapperWriteOutcome.TooLarge => new MapperChangeOutcome.TooLarge(),
                _ => null,
            };
        }
    }

    /// <summary>
    /// Activates a revision. Activating an older one is a rollback; activating any revision of a retired mapper puts it back into service.
    /// </summary>
    /// <param name="id">The mapper.</param>
    /// <param name="revision">The revision, from 1.</param>
    /// <param name="expected">The expected state.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be reached, or others changed the mapper in every attempt.</exception>
    public Task<MapperChangeOutcome> ActivateAsync(MapperId id, int revision, MapperExpectation expected, CancellationToken cancellationToken) =>
        ChangeAsync(
            async index =>
            {
                if (FindIn(index, id) is not { } head)
                {
                    return new MapperChangeOutcome.UnknownMapper();
                }

                if (!expected.Allows(head))
                {
                    return new MapperChangeOutcome.Mismatch(head);
                }

                if (await store.FindAsync(id, revision, cancellationToken) is not { } stored)
                {
                    return new MapperChangeOutcome.UnknownRevision();
                }

                // The text was valid when it was uploaded, but this version of the language may reject it.
                var review = Review(stored.Source);
                if (review.Program is null)
                {
                    return new MapperChangeOutcome.Invalid(review.Errors);
                }

                return await store.ActivateAsync(id, revision, MapperOrigin.Api, head.ETag, cancellationToken) is MapperWriteOutcome.Saved saved
                    ? new MapperChangeOutcome.Done(saved.Head, saved.Head.Active!, IsNew: false, review.Warnings)
                    : null;
            },
            cancellationToken);

    /// <summary>Takes the mapper out of service; its revisions stay.</summary>
    /// <param name="id">The mapper.</param>
    /// <param name="expected">The expected state.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be reached, or others changed the mapper in every attempt.</exception>
    public Task<MapperChangeOutcome> RetireAsync(MapperId id, MapperExpectation expected, CancellationToken cancellationToken) =>
        ChangeAsync(
            async index => FindIn(index, id) is not { } head ? new MapperChangeOutcome.UnknownMapper()
                : !expected.Allows(head) ? new MapperChangeOutcome.Mismatch(head)
                : await store.RetireAsync(id, MapperOrigin.Api, head.ETag, cancellationToken) is MapperWriteOutcome.Saved saved ? new MapperChangeOutcome.Done(saved.Head, saved.Head.Newest, IsNew: false, [])
                : null,
            cancellationToken);

    /// <summary>Reads a mapper with one of its revisions from the store.</summary>
    /// <param name="id">The mapper.</param>
    /// <param name="revision">The revision; null for the active one, or for the newest one if none is active.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Null when there is no such mapper or revision.</returns>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    public async Task<ShownMapper?> ShowAsync(MapperId id, int? revision, CancellationToken cancellationToken)
    {
        if (await store.ReadHistoryAsync(id, cancellationToken) is not { } history)
        {
            return null;
        }

        var wanted = revision is null ? history.Head.Active ?? history.Head.Newest : history.Revisions.FirstOrDefault(known => known.Number == revision);
        return wanted is not null && await store.FindAsync(id, wanted, cancellationToken) is { } stored
            ? new ShownMapper(history, wanted, stored, MapperParser.Parse(stored.Source).Program)
            : null;
    }

    /// <param name="change">Returns null after a conflict, when the change must be decided again.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    private async Task<MapperChangeOutcome> ChangeAsync(Func<MapperIndex, Task<MapperChangeOutcome?>> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var index = await store.ReadIndexAsync(null, cancellationToken)
                ?? throw new InvalidOperationException("an unconditional read of the index returned 'not modified'");
            if (await change(index) is { } outcome)
            {
                if (outcome is MapperChangeOutcome.Done)
                {
                    registry.Invalidate();
                }

                return outcome;
            }
        }

        throw new StoreUnavailableException($"a mapper was changed by others in {Attempts} attempts");
    }

    private MapperChangeOutcome? Refuse(MapperIndex index, MapperHead? head, MapperExpectation expected) =>
        !expected.Allows(head) ? new MapperChangeOutcome.Mismatch(head)
        : head is null ? index.Heads.Count(known => known.Id != PublishedCatalog.Id) < options.MapperLimit ? null
            : new MapperChangeOutcome.Full($"there are already {options.MapperLimit} mappers, which is the maximum")
        : !expected.IsStated ? new MapperChangeOutcome.ExpectationMissing()
        : head.Newest.Number < options.MapperRevisionLimit ? null
        : new MapperChangeOutcome.Full($"the mapper already has {options.MapperRevisionLimit} revisions, which is the maximum");

    private static MapperHead? FindIn(MapperIndex index, MapperId id) => index.Heads.FirstOrDefault(head => head.Id == id);
}
