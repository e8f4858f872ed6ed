using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Contexts;

namespace PersonaKit.Engine.WhatIf;

/// <summary>Two revisions of a mapper, and whom to try both on.</summary>
public sealed record ComparisonRequest
{
    public required ParsedMapper Before { get; init; }

    public required PersonaContext ContextBefore { get; init; }

    public required ParsedMapper After { get; init; }

    public required PersonaContext ContextAfter { get; init; }

    /// <summary>Empty for a sample.</summary>
    public ImmutableArray<PersonId> People { get; init; } = [];

    /// <summary>How many people a sample has at most.</summary>
    public required int Sample { get; init; }

    /// <summary>The instant to look at; null for now.</summary>
    public DateTimeOffset? At { get; init; }
}
