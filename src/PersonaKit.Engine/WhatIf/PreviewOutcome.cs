using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Values;

namespace PersonaKit.Engine.WhatIf;

/// <summary>What became of a preview.</summary>
public abstract record PreviewOutcome
{
    private PreviewOutcome() { }

    /// <param name="Mindscape">What the mapper was tried on.</param>
    /// <param name="Personas">One for each instant, built while they are read: whoever has enough just stops.</param>
    public sealed record Built(Mindscape Mindscape, IEnumerable<PreviewedPersona> Personas) : PreviewOutcome;

    public sealed record UnknownPerson : PreviewOutcome;

    /// <summary>The observations are not what the catalog says they must be.</summary>
    public sealed record Invalid(ImmutableArray<Fault> Faults) : PreviewOutcome;

    /// <summary>One observation is larger than the engine takes.</summary>
    public sealed record TooLarge(ImmutableArray<Fault> Faults) : PreviewOutcome;
}
