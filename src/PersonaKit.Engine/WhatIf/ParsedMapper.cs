using PersonaKit.Core.Personas.Programs;

namespace PersonaKit.Engine.WhatIf;

/// <summary>A mapper to try.</summary>
/// <param name="Program">Compiled.</param>
/// <param name="Revision">Null for a text that is not stored.</param>
public sealed record ParsedMapper(MapperProgram Program, int? Revision);
