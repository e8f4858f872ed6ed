using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Personas;

namespace PersonaKit.Engine.Catalogs;

/// <summary>The trait catalog and the mappers of a folder, parsed.</summary>
public sealed record LoadedCatalog(TraitCatalog Traits, ImmutableArray<(MapperProgram Program, string Source)> Mappers);
