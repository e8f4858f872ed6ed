using PersonaKit.Core.Personas.Programs;
using PersonaKit.Language.Sources;

namespace PersonaKit.Engine.Mapping;

/// <summary>A warning about the active text of a mapper.</summary>
public sealed record MapperWarning(MapperId MapperId, Diagnostic Warning);
