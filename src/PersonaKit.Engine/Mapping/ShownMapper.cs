using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Mapping;

/// <summary>A mapper with one of its revisions.</summary>
/// <param name="History">The mapper's head and all revisions.</param>
/// <param name="Revision">The selected revision.</param>
/// <param name="Stored">The text of that revision.</param>
/// <param name="Program">The compiled text; null when this version of the language rejects it.</param>
public sealed record ShownMapper(MapperHistory History, MapperRevision Revision, StoredMapper Stored, MapperProgram? Program);
