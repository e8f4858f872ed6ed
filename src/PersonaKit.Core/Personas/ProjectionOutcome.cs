using System.Collections.Immutable;

namespace PersonaKit.Core.Personas;

/// <summary>What a projection of a mindscape through a mapper gives.</summary>
public abstract record ProjectionOutcome
{
    private ProjectionOutcome() { }

    /// <summary>The persona.</summary>
    public sealed record Built(Persona Persona) : ProjectionOutcome;

    /// <summary>The person lacks traits that the mapper requires; there is no persona.</summary>
    /// <param name="Paths">Every required path the person lacks, in the mapper's order.</param>
    public sealed record MissingTraits(ImmutableArray<string> Paths) : ProjectionOutcome;
}
