using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Values;

namespace PersonaKit.Engine.WhatIf;

/// <summary>The result of a preview.</summary>
public abstract record PreviewOutcome
{
    private PreviewOutcome() { }

    /// <summary>The previewed personas.</summary>
    /// <param name="Mindscape">The mindscape that the last of them is built from.</param>
    /// <param name="Personas">One for each instant, in that order. Each is built when it is enumerated.</param>
    public sealed record Built(Mindscape Mindscape, IEnumerable<PreviewedPersona> Personas) : PreviewOutcome;

    /// <summary>The person is unknown or erased.</summary>
    public sealed record UnknownPerson : PreviewOutcome;

    /// <summary>The trait catalog or the language rejects the observations.</summary>
    /// <param name="Faults">All faults, each with its JSON pointer.</param>
    public sealed record Invalid(ImmutableArray<Fault> Faults) : PreviewOutcome;

    /// <summary>An observation is larger than <see cref="EngineOptions.MaxObservationBytes"/>.</summary>
    /// <param name="Faults">One fault for each such observation.</param>
    public sealed record TooLarge(ImmutableArray<Fault> Faults) : PreviewOutcome;
}
