using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Serving;

/// <summary>A revision of a mapper, compiled. It may be a draft.</summary>
/// <param name="Stored">The stored text.</param>
/// <param name="Program">The compiled text.</param>
public sealed record CompiledMapper(StoredMapper Stored, MapperProgram Program)
{
    /// <summary>The mapper's id.</summary>
    public MapperId Id => Stored.Id;

    /// <summary>The revision's number, from 1.</summary>
    public int Revision => Stored.Revision;
}
