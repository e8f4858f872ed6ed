using System.Collections.Immutable;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Time;

namespace PersonaKit.Engine.WhatIf;

/// <summary>A request for a preview.</summary>
public sealed record PreviewRequest
{
    /// <summary>The mapper to run.</summary>
    public required ParsedMapper Mapper { get; init; }

    /// <summary>The person, stored or invented.</summary>
    public required PreviewSubject Subject { get; init; }

    /// <summary>The person's time zone; null for the one of the mindscape.</summary>
    public LocalZone? Zone { get; init; }

    /// <summary>The context, read with the mapper's context fields.</summary>
    public required PersonaContext Context { get; init; }

    /// <summary>The instants to build personas for, in whole milliseconds. At each, what was observed by then counts.</summary>
    public required ImmutableArray<DateTimeOffset> Instants { get; init; }

    /// <summary>True when no instant was asked for and the only one is now: then all that is known counts.</summary>
    public bool IsNow { get; init; }

    /// <summary>Whether each persona comes with its explanation.</summary>
    public required bool Explains { get; init; }
}
