using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Personas.Programs;

namespace PersonaKit.Engine.Catalogs;

/// <summary>The trait catalog and the mappers of a folder, parsed.</summary>
public sealed record LoadedCatalog(TraitCatalog Traits, ImmutableArray<(MapperProgram Program, string Source)> Mappers);
