using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Comparing;

namespace PersonaKit.Engine.WhatIf;

/// <summary>What the later of two revisions would change.</summary>
/// <param name="At">The instant it was looked at.</param>
/// <param name="Compared">How many people both were tried on.</param>
/// <param name="Changed">Those for whom something changes, in the order they were asked for.</param>
/// <param name="Unknown">Those of whom nothing was ever observed.</param>
public sealed record Comparison(
    DateTimeOffset At, int Compared, ImmutableArray<(PersonId PersonId, PersonaDifference Difference)> Changed, ImmutableArray<PersonId> Unknown);
