using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Language.Catalogs;
using PersonaKit.Language.Review;

namespace PersonaKit.Engine.Mapping;

/// <summary>
/// Publishes trait catalogs in the store. This instance goes by a new one from the next request on, every other within <see
/// cref="EngineOptions.MapperStaleness"/>; each person is folded again from the history when the change feed or a read comes to them.
/// </summary>
public sealed class CatalogLifecycle(IMapperStore store, MapperRegistry registry, EngineOptions options, TimeProvider time)
{
    private const int Attempts = 30;

    /// <summary>Reads the published catalog; null when none is.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    public async Task<PublishedCatalog?> ShowAsync(CancellationToken cancellationToken) => (await registry.CurrentAsync(cancellationToken)).Catalog;

    /// <summary>Publishes a text as the newest revision. Publishing the current text again changes nothing.</summary>
    /// <param name="source">The catalog, as YAML or JSON; several YAML documents are one catalog.</param>
    /// <param name="expected">The expected state; required unless no catalog is published.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be reached, or others changed the catalog in every attempt.</exception>
    public async Task<CatalogChangeOutcome> PublishAsync(string source, MapperExpectation expected, CancellationToken cancellationToken)
    {
        var parsed = TraitCatalogParser.Parse(source);
        if (parsed.Catalog is not { } catalog)
        {
            return new CatalogChangeOutcome.Invalid(parsed.Faults);
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var index = await store.ReadIndexAsync(null, cancellationToken)
                ?? throw new InvalidOperationException("an unconditional read of the index returned 'not modified'");
            var head = index.Heads.FirstOrDefault(head => head.Id == PublishedCatalog.Id);
            var isNew = head?.Active is null || head.Active.Digest != MapperRevision.DigestOf(source);
            if (isNew && Refuse(head, expected) is { } refused)
            {
                return refused;
            }

            switch (isNew ? await WriteAsync(source, head, cancellationToken) : new MapperWriteOutcome.Saved(head!))
            {
                case MapperWriteOutcome.Saved saved:
                    registry.Invalidate();
                    var mappers = (await registry.CurrentAsync(cancellationToken)).All;
                    return new CatalogChangeOutcome.Done(
                        new PublishedCatalog(saved.Head, source, catalog), isNew, [.. mappers.SelectMany(mapper => Warn(mapper, catalog))]);
                case MapperWriteOutcome.TooLarge:
                    return new CatalogChangeOutcome.TooLarge();
            }
        }

        throw new StoreUnavailableException($"the trait catalog was changed by others in {Attempts} attempts");

        static IEnumerable<MapperWarning> Warn(MapperEntry mapper, TraitCatalog catalog) =>
            mapper.Active is { } active
                ? MapperReview.Of(active.Stored.Source, catalog).Warnings.Select(warning => new MapperWarning(mapper.Head.Id, warning))
                : [];
    }

    private CatalogChangeOutcome? Refuse(MapperHead? head, MapperExpectation expected) =>
        !expected.Allows(head) ? new CatalogChangeOutcome.Mismatch(head)
        : head is null ? null
        : !expected.IsStated ? new CatalogChangeOutcome.ExpectationMissing()
        : head.Newest.Number < options.MapperRevisionLimit ? null
        : new CatalogChangeOutcome.Full($"the trait catalog already has {options.MapperRevisionLimit} revisions, which is the maximum");

    private async Task<MapperWriteOutcome> WriteAsync(string source, MapperHead? head, CancellationToken cancellationToken)
    {
        var added = await store.AddAsync(PublishedCatalog.Id, source, MapperOrigin.Api, time.GetUtcNow(), head?.ETag, cancellationToken);
        return added is MapperWriteOutcome.Saved { Head: var next }
            ? await store.ActivateAsync(PublishedCatalog.Id, next.Newest.Number, MapperOrigin.Api, next.ETag, cancellationToken)
            : added;
    }
}
