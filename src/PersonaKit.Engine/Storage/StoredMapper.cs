using PersonaKit.Core.Personas.Programs;

namespace PersonaKit.Engine.Storage;

/// <summary>One revision of a mapper with its text. Revisions count from 1.</summary>
public sealed record StoredMapper(MapperId Id, int Revision, string Source, DateTimeOffset CreatedAt)
{
    public MapperOrigin Origin { get; init; }
}
