using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Serving;

/// <summary>A mapper's active revision, parsed.</summary>
public sealed record CompiledMapper(StoredMapper Stored, MapperProgram Program)
{
    public MapperId Id => Stored.Id;

    public int Revision => Stored.Revision;
}
