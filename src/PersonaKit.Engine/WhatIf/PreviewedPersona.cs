using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Explaining;

namespace PersonaKit.Engine.WhatIf;

/// <summary>A persona that nobody was served.</summary>
/// <param name="Explanation">Null when none was asked for.</param>
public sealed record PreviewedPersona(DateTimeOffset At, ProjectionOutcome Outcome, PersonaExplanation? Explanation);
