using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Engine.Storage;

/// <summary>A built persona with all that is needed to say whether it is still true.</summary>
public sealed record PersonaRow
{
    public required PersonaKey Key { get; init; }

    public required int MapperRevision { get; init; }

    public required MindscapeVersion MindscapeVersion { get; init; }

    /// <summary>The number of the newest observation it reflects.</summary>
    public required long LastSequence { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The persona's own id, which is also its entity tag.</summary>
    public required string PersonaId { get; init; }

    /// <summary>The persona as UTF-8 JSON, exactly as it is sent.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}
