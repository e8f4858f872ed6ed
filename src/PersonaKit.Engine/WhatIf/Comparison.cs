using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Comparing;

namespace PersonaKit.Engine.WhatIf;

/// <summary>The differences between two revisions of a mapper for a group of people.</summary>
/// <param name="At">The instant that all personas were built for.</param>
/// <param name="Compared">How many people were compared.</param>
/// <param name="Changed">The people whose persona changes, in the requested order.</param>
/// <param name="Unknown">The people who are unknown or erased, or of whom nothing was observed by the instant.</param>
public sealed record Comparison(
    DateTimeOffset At, int Compared, ImmutableArray<(PersonId PersonId, PersonaDifference Difference)> Changed, ImmutableArray<PersonId> Unknown);
