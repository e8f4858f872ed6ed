using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Engine.Storage;

/// <summary>A built persona with everything that decides whether it is still valid.</summary>
public sealed record PersonaRow
{
    /// <summary>The mapper, context and catalog it was built for.</summary>
    public required PersonaKey Key { get; init; }

    /// <summary>The mapper revision it was built with, from 1.</summary>
    public required int MapperRevision { get; init; }

    /// <summary>The stored mindscape version it was built from.</summary>
    public required MindscapeVersion MindscapeVersion { get; init; }

    /// <summary>The sequence number of the newest observation it includes.</summary>
    public required long LastSequence { get; init; }

    /// <summary>The instant it was built for, in whole milliseconds.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>The first instant at which it is no longer valid.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The persona's own id, which is also its entity tag.</summary>
    public required string PersonaId { get; init; }

    /// <summary>The persona as UTF-8 JSON, exactly as it is sent.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}
