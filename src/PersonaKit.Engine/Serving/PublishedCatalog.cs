using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Serving;

/// <summary>
/// The trait catalog in the store, which every instance goes by. It is kept as the revisions of a mapper are, under an id that no mapper
/// can have.
/// </summary>
/// <param name="Head">The state in the store.</param>
/// <param name="Source">The text of the active revision, YAML or JSON.</param>
/// <param name="Catalog">Null when this version of the language rejects the text: the instance then goes by the one it knew before.</param>
public sealed record PublishedCatalog(MapperHead Head, string Source, TraitCatalog? Catalog)
{
    /// <summary>The id that the store keeps it under.</summary>
    public static MapperId Id { get; } = MapperId.Parse("catalog");
}
