using PersonaKit.Core.Personas.Programs;

namespace PersonaKit.Engine.WhatIf;

/// <summary>A compiled mapper, stored or not.</summary>
/// <param name="Program">The compiled text.</param>
/// <param name="Revision">The revision's number, from 1; null for a text that is not stored.</param>
public sealed record ParsedMapper(MapperProgram Program, int? Revision);
