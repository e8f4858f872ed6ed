using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Explaining;

namespace PersonaKit.Engine.WhatIf;

/// <summary>A previewed persona.</summary>
/// <param name="At">The instant it was built for.</param>
/// <param name="Outcome">The persona, or the traits that are missing for it.</param>
/// <param name="Explanation">Why the persona has its content; null when not requested.</param>
public sealed record PreviewedPersona(DateTimeOffset At, ProjectionOutcome Outcome, PersonaExplanation? Explanation);
