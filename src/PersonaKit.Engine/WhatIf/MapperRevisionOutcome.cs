using System.Collections.Immutable;
using PersonaKit.Language.Sources;

namespace PersonaKit.Engine.WhatIf;

/// <summary>What somebody who names a revision of a mapper gets.</summary>
public abstract record MapperRevisionOutcome
{
    private MapperRevisionOutcome() { }

    public sealed record Found(ParsedMapper Mapper) : MapperRevisionOutcome;

    public sealed record UnknownMapper : MapperRevisionOutcome;

    public sealed record UnknownRevision : MapperRevisionOutcome;

    /// <summary>The stored text is one that this version does not understand.</summary>
    public sealed record Unreadable(ImmutableArray<Diagnostic> Faults) : MapperRevisionOutcome;
}
