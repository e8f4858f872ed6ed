using System.Collections.Immutable;
using PersonaKit.Core.Personas.Explaining;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Serving;

/// <summary>The result of a request for a persona.</summary>
public abstract record PersonaOutcome
{
    private PersonaOutcome() { }

    /// <summary>The persona.</summary>
    /// <param name="Row">The persona with its validity.</param>
    /// <param name="Cache">How the cache answered.</param>
    public sealed record Served(PersonaRow Row, CacheState Cache) : PersonaOutcome;

    /// <summary>As <see cref="Served"/>, with the explanation.</summary>
    /// <param name="Row">The persona with its validity.</param>
    /// <param name="Cache">How the cache answered.</param>
    /// <param name="Explanation">Why the persona has its content.</param>
    public sealed record Explained(PersonaRow Row, CacheState Cache, PersonaExplanation Explanation) : PersonaOutcome;

    /// <summary>The person is unknown or erased.</summary>
    public sealed record UnknownPerson : PersonaOutcome;

    /// <summary>The person is known, but the requested part of the history contains no observation.</summary>
    public sealed record NothingThen : PersonaOutcome;

    /// <summary>The person lacks traits that the mapper requires.</summary>
    /// <param name="Paths">All missing traits, in the mapper's order.</param>
    public sealed record MissingTraits(ImmutableArray<string> Paths) : PersonaOutcome;

    /// <summary>The receipt belongs to another person.</summary>
    public sealed record ForeignReceipt : PersonaOutcome;

    /// <summary>The replica does not yet have the required version or write.</summary>
    /// <param name="RetryAfter">When to try again.</param>
    public sealed record NotYetVisible(TimeSpan RetryAfter) : PersonaOutcome;
}
