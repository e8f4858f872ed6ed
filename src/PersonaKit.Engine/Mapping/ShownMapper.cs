using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Mapping;

/// <summary>A revision with all that is known of its mapper.</summary>
/// <param name="Program">Null when this version cannot read the text.</param>
public sealed record ShownMapper(MapperHistory History, MapperRevision Revision, StoredMapper Stored, MapperProgram? Program);
