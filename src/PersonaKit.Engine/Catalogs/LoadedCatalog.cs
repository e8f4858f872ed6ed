using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Personas.Programs;

namespace PersonaKit.Engine.Catalogs;

/// <summary>The parsed contents of a catalog folder.</summary>
/// <param name="Traits">The trait catalog.</param>
/// <param name="Mappers">Each mapper and its source text, in ordinal order of the file names; each id once.</param>
public sealed record LoadedCatalog(TraitCatalog Traits, ImmutableArray<(MapperProgram Program, string Source)> Mappers)
{
    /// <summary>
    /// The text of <see cref="Traits"/>, one YAML document for each file. Empty for a catalog that is not to be published in the store.
    /// </summary>
    public string Source { get; init; } = "";
}
