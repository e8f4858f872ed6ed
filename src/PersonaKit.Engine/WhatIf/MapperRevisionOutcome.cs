using System.Collections.Immutable;
using PersonaKit.Language.Sources;

namespace PersonaKit.Engine.WhatIf;

/// <summary>The result of looking up a revision of a mapper.</summary>
public abstract record MapperRevisionOutcome
{
    private MapperRevisionOutcome() { }

    /// <summary>The revision.</summary>
    /// <param name="Mapper">The compiled revision.</param>
    public sealed record Found(ParsedMapper Mapper) : MapperRevisionOutcome;

    /// <summary>There is no mapper with the id.</summary>
    public sealed record UnknownMapper : MapperRevisionOutcome;

    /// <summary>The mapper has no such revision, or no active one.</summary>
    public sealed record UnknownRevision : MapperRevisionOutcome;

    /// <summary>This version of the language rejects the stored text.</summary>
    /// <param name="Faults">All errors, in the order of their lines.</param>
    public sealed record Unreadable(ImmutableArray<Diagnostic> Faults) : MapperRevisionOutcome;
}
