using System.Collections.Immutable;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Mappers;

/// <summary>The program, or everything that is wrong with its text.</summary>
/// <param name="Program">Null exactly when there are faults.</param>
/// <param name="Faults">In the order of the text.</param>
public sealed record MapperParseResult(MapperProgram? Program, ImmutableArray<Diagnostic> Faults);
