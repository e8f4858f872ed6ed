using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Language.Mappers;
using PersonaKit.Language.Review;

namespace PersonaKit.Engine.Mapping;

/// <summary>
/// Uploads, activates and retires mappers. Every change is made under the etag of the head it was decided on, so of two at once one is overtaken and looks again; this
/// instance serves the change from the next request on, every other within <see cref="EngineOptions.MapperStaleness"/>.
/// </summary>
public sealed class MapperLifecycle(IMapperStore store, MapperRegistry registry, TraitCatalog catalog, EngineOptions options, TimeProvider time)
{
    private const int Attempts = 30;

    public MapperReview Review(string source) => MapperReview.Of(source, catalog);

    /// <summary>A text becomes the newest revision, and nothing is active that was not. The same text again is the same revision.</summary>
    public Task<MapperChangeOutcome> UploadAsync(MapperId id, string source, MapperExpectation expected, CancellationToken cancellationToken)
    {
        var review = MapperReview.Of(source, catalog, id);
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

    /// <summary>Makes a revision the active one; an older one is how to roll back, and any brings a retired mapper back.</summary>
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

                // It was good when it came; a version that reads the language otherwise must not serve it.
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
    public Task<MapperChangeOutcome> RetireAsync(MapperId id, MapperExpectation expected, CancellationToken cancellationToken) =>
        ChangeAsync(
            async index => FindIn(index, id) is not { } head ? new MapperChangeOutcome.UnknownMapper()
                : !expected.Allows(head) ? new MapperChangeOutcome.Mismatch(head)
                : await store.RetireAsync(id, MapperOrigin.Api, head.ETag, cancellationToken) is MapperWriteOutcome.Saved saved ? new MapperChangeOutcome.Done(saved.Head, saved.Head.Newest, IsNew: false, [])
                : null,
            cancellationToken);

    /// <summary>The mapper as the store has it now.</summary>
    /// <param name="revision">Null for the active one, else the newest.</param>
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

    /// <param name="change">Null when it was overtaken and has to be decided again.</param>
    private async Task<MapperChangeOutcome> ChangeAsync(Func<MapperIndex, Task<MapperChangeOutcome?>> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var index = await store.ReadIndexAsync(null, cancellationToken) ?? throw new InvalidOperationException("an index that was not known cannot be unchanged");
            if (await change(index) is { } outcome)
            {
                if (outcome is MapperChangeOutcome.Done)
                {
                    registry.Invalidate();
                }

                return outcome;
            }
        }

        throw new StoreUnavailableException($"a mapper was changed by others {Attempts} times");
    }

    private MapperChangeOutcome? Refuse(MapperIndex index, MapperHead? head, MapperExpectation expected) =>
        !expected.Allows(head) ? new MapperChangeOutcome.Mismatch(head)
        : head is null ? index.Heads.Length >= options.MapperLimit ? new MapperChangeOutcome.Full($"there are {options.MapperLimit} mappers, and no more fit") : null
        : !expected.IsStated ? new MapperChangeOutcome.ExpectationMissing()
        : head.Newest.Number >= options.MapperRevisionLimit ? new MapperChangeOutcome.Full($"the mapper has {options.MapperRevisionLimit} revisions, and no more fit")
        : null;

    private static MapperHead? FindIn(MapperIndex index, MapperId id) => index.Heads.FirstOrDefault(head => head.Id == id);
}
