using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Expiring;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas;

/// <summary>A view of a mindscape for one purpose and moment. It is valid until it expires.</summary>
public sealed record Persona
{
    /// <summary>Follows from everything the persona was built from: an equal id means equal bytes.</summary>
    public required string Id { get; init; }

    /// <summary>The person.</summary>
    public required PersonId PersonId { get; init; }

    /// <summary>The mapper that built it.</summary>
    public required MapperId MapperId { get; init; }

    /// <summary>The revision of the mapper, from 1; 0 for a preview.</summary>
    public required int MapperRevision { get; init; }

    /// <summary>The traits of the mapper's core that the person has, in the mapper's order.</summary>
    public required ImmutableArray<PersonaTrait> Core { get; init; }

    /// <summary>The part that belongs to the moment: volatile traits and suggestions.</summary>
    public required PersonaOverlay Overlay { get; init; }

    /// <summary>In whole milliseconds.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>The first instant at which it may no longer be what would be built.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What sets <see cref="ExpiresAt"/>. Not part of what is sent.</summary>
    public ExpiryReason ExpiryReason { get; init; }

    /// <summary>The version of the mindscape that it was built from.</summary>
    public required MindscapeVersion MindscapeVersion { get; init; }

    /// <summary>The part of the history it was built from, when somebody looks back; null for all of it.</summary>
    public HistoryCut? Cut { get; init; }

    /// <summary>
    /// The same under an id of its own: a preview may be made of a mapper without a revision and a person without a version, and its id
    /// must not be taken for that of a persona that was served.
    /// </summary>
    public Persona AsPreview() => this with { Id = "preview_" + ShortDigest.Of(PersonaJson.Write(this with { Id = "" })) };
}
