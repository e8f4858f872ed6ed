using PersonaKit.Core.Observations;

namespace PersonaKit.Core.Mindscapes;

/// <summary>Observations into traits. Pure, and free of order: what comes out depends on the set of observations alone.</summary>
public static class MindscapeFold
{
    /// <summary>
    /// The mindscape with <paramref name="fresh"/> folded in (none of which it knows yet), or null when that changes how already folded observations
    /// have to be read and all of them are needed: then <see cref="Rebuild"/>.
    /// </summary>
    public static Mindscape? TryApply(Mindscape current, IReadOnlyCollection<Observation> fresh, TraitCatalog catalog) => throw new NotSupportedException();

    /// <summary>The mindscape of exactly these observations.</summary>
    public static Mindscape Rebuild(PersonId personId, IReadOnlyCollection<Observation> all, TraitCatalog catalog) => throw new NotSupportedException();
}
