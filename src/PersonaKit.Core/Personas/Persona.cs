using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas;

/// <summary>A view of a mindscape for one purpose and moment; true until it expires, and then thrown away.</summary>
public sealed record Persona
{
    /// <summary>Follows from everything the persona was built from: an equal id means equal bytes.</summary>
    public required string Id { get; init; }

    public required PersonId PersonId { get; init; }

    public required MapperId MapperId { get; init; }

    public required int MapperRevision { get; init; }

    public required ImmutableArray<PersonaTrait> Core { get; init; }

    public required PersonaOverlay Overlay { get; init; }

    /// <summary>In whole milliseconds.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>The first instant at which it may no longer be what would be built.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public required MindscapeVersion MindscapeVersion { get; init; }

    /// <summary>The part of the history it was built from, when somebody looks back; null for all of it.</summary>
    public HistoryCut? Cut { get; init; }

    /// <summary>The same under an id of its own: a preview may be made of a mapper without a revision and a person without a version, and its id must not
    /// be taken for that of a persona that was served.</summary>
    public Persona AsPreview() => this with { Id = "preview_" + ShortDigest.Of(PersonaJson.Write(this with { Id = "" })) };
}
