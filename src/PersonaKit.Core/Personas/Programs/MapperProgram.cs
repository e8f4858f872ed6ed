using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Suggestions;

namespace PersonaKit.Core.Personas.Programs;

/// <summary>A mapper, checked and compiled: nothing in it is parsed again when a persona is built.</summary>
public sealed record MapperProgram
{
    public const int DefaultMaxSuggestions = 5;

    public static readonly TimeSpan DefaultTimeToLive = TimeSpan.FromHours(24);

    public required MapperId Id { get; init; }

    public string Version { get; init; } = "";

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public string Author { get; init; } = "";

    public string Created { get; init; } = "";

    /// <summary>A minute to 168 hours: the longest a persona of this mapper is valid.</summary>
    public TimeSpan TimeToLive { get; init; } = DefaultTimeToLive;

    /// <summary>What a person must have, in the order in which missing ones are named.</summary>
    public ImmutableArray<TraitPath> RequiredTraits { get; init; } = [];

    /// <summary>What the core publishes: the declared paths, else the required ones (of which the projection leaves out the volatile).</summary>
    public ImmutableArray<TraitPath> Core { get; init; } = [];

    /// <summary>True when the author listed the core, and so also means the volatile traits in it.</summary>
    public bool DeclaresCore { get; init; }

    public ImmutableArray<MapperRule> Rules { get; init; } = [];

    public ImmutableArray<SuggestionTemplate> Templates { get; init; } = [];

    /// <summary>The declared context fields; when there are any, callers may send only these and those that rules read.</summary>
    public ImmutableArray<ContextField> ContextFields { get; init; } = [];

    public FeedbackSettings Feedback { get; init; } = FeedbackSettings.Default;

    public ImmutableArray<TraitMapping> TraitMappings { get; init; } = [];

    public int MaxSuggestions { get; init; } = DefaultMaxSuggestions;

    /// <summary>What the program reads and shows, collected from all of its rules.</summary>
    internal ProgramIndex Index { get; init; } = ProgramIndex.Empty;
}
