using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Contexts;

namespace PersonaKit.Engine.WhatIf;

/// <summary>Two revisions of a mapper, and the people to compare them for.</summary>
public sealed record ComparisonRequest
{
    /// <summary>The earlier revision.</summary>
    public required ParsedMapper Before { get; init; }

    /// <summary>The context, read with the fields of <see cref="Before"/>.</summary>
    public required PersonaContext ContextBefore { get; init; }

    /// <summary>The later revision.</summary>
    public required ParsedMapper After { get; init; }

    /// <summary>The context, read with the fields of <see cref="After"/>.</summary>
    public required PersonaContext ContextAfter { get; init; }

    /// <summary>The people to compare; empty for a sample.</summary>
    public ImmutableArray<PersonId> People { get; init; } = [];

    /// <summary>The maximum number of people in a sample.</summary>
    public required int Sample { get; init; }

    /// <summary>The instant to build personas for, from what was observed by then; null for now and all that is known.</summary>
    public DateTimeOffset? At { get; init; }
}
