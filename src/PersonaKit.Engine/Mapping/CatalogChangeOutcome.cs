using System.Collections.Immutable;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Language.Sources;

namespace PersonaKit.Engine.Mapping;

/// <summary>The result of publishing a trait catalog.</summary>
public abstract record CatalogChangeOutcome
{
    private CatalogChangeOutcome() { }

    /// <summary>The catalog is published, or was already.</summary>
    /// <param name="Catalog">The published catalog.</param>
    /// <param name="IsNew">False when the published catalog already had the same text.</param>
    /// <param name="Warnings">What the active mappers no longer find, or are otherwise warned of under this catalog.</param>
    public sealed record Done(PublishedCatalog Catalog, bool IsNew, ImmutableArray<MapperWarning> Warnings) : CatalogChangeOutcome;

    /// <summary>The text has errors; nothing was changed.</summary>
    /// <param name="Errors">All errors, in the order of their lines.</param>
    public sealed record Invalid(ImmutableArray<Diagnostic> Errors) : CatalogChangeOutcome;

    /// <summary>The catalog is not in the state that the caller expects (<c>If-Match</c>).</summary>
    /// <param name="Head">The current state; null when none is published.</param>
    public sealed record Mismatch(MapperHead? Head) : CatalogChangeOutcome;

    /// <summary>A catalog is published, and the caller did not state the expected state.</summary>
    public sealed record ExpectationMissing : CatalogChangeOutcome;

    /// <summary>The limit of revisions is reached.</summary>
    /// <param name="Reason">Which limit, in one sentence.</param>
    public sealed record Full(string Reason) : CatalogChangeOutcome;

    /// <summary>The text is larger than the store accepts.</summary>
    public sealed record TooLarge : CatalogChangeOutcome;
}
