using System.Collections.Immutable;

namespace PersonaKit.Core.Personas;

public abstract record ProjectionOutcome
{
    private ProjectionOutcome() { }

    public sealed record Built(Persona Persona) : ProjectionOutcome;

    /// <param name="Paths">Every required path the person lacks, in the mapper's order.</param>
    public sealed record MissingTraits(ImmutableArray<string> Paths) : ProjectionOutcome;
}
