using PersonaKit.Core.Personas.Programs;

namespace PersonaKit.Engine.Storage;

/// <summary>One revision of a mapper with its text.</summary>
/// <param name="Id">The mapper's id.</param>
/// <param name="Revision">The revision's number, from 1.</param>
/// <param name="Source">The text, as it was uploaded.</param>
/// <param name="CreatedAt">When it was added, in whole milliseconds.</param>
public sealed record StoredMapper(MapperId Id, int Revision, string Source, DateTimeOffset CreatedAt)
{
    /// <summary>Where the text came from.</summary>
    public MapperOrigin Origin { get; init; }
}
