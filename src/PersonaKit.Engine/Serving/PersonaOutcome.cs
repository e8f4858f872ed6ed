using System.Collections.Immutable;
using PersonaKit.Core.Personas.Explaining;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Serving;

/// <summary>What somebody who asks for a persona gets.</summary>
public abstract record PersonaOutcome
{
    private PersonaOutcome() { }

    public sealed record Served(PersonaRow Row, CacheState Cache) : PersonaOutcome;

    /// <summary>As <see cref="Served"/>, and why.</summary>
    public sealed record Explained(PersonaRow Row, CacheState Cache, PersonaExplanation Explanation) : PersonaOutcome;

    public sealed record UnknownPerson : PersonaOutcome;

    /// <summary>The person is known, but nothing of them lies in the part of the history that was asked for.</summary>
    public sealed record NothingThen : PersonaOutcome;

    /// <summary>The mapper requires traits that the person lacks; all of them, in the mapper's order.</summary>
    public sealed record MissingTraits(ImmutableArray<string> Paths) : PersonaOutcome;

    /// <summary>The receipt was given out for another person.</summary>
    public sealed record ForeignReceipt : PersonaOutcome;

    /// <summary>The store does not show yet what the persona has to reflect.</summary>
    public sealed record NotYetVisible(TimeSpan RetryAfter) : PersonaOutcome;
}
