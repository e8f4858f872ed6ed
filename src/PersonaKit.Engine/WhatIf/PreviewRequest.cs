using System.Collections.Immutable;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Time;

namespace PersonaKit.Engine.WhatIf;

/// <summary>What to try.</summary>
public sealed record PreviewRequest
{
    public required ParsedMapper Mapper { get; init; }

    public required PreviewSubject Subject { get; init; }

    /// <summary>Where the person is; null for where they are known to be.</summary>
    public LocalZone? Zone { get; init; }

    public required PersonaContext Context { get; init; }

    /// <summary>The instants to look at, in whole milliseconds.</summary>
    public required ImmutableArray<DateTimeOffset> Instants { get; init; }

    public required bool Explains { get; init; }
}
