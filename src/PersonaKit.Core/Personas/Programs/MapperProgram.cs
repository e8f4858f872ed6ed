using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Suggestions;

namespace PersonaKit.Core.Personas.Programs;

/// <summary>A mapper, checked and compiled: nothing in it is parsed again when a persona is built.</summary>
public sealed record MapperProgram
{
    /// <summary><see cref="MaxSuggestions"/> of a mapper that states none.</summary>
    public const int DefaultMaxSuggestions = 5;

    /// <summary><see cref="TimeToLive"/> of a mapper that states none: 24 hours.</summary>
    public static readonly TimeSpan DefaultTimeToLive = TimeSpan.FromHours(24);

    /// <summary>The mapper's id.</summary>
    public required MapperId Id { get; init; }

    /// <summary>The author's version of the text; free text.</summary>
    public string Version { get; init; } = "";

    /// <summary>The mapper's name for readers.</summary>
    public required string Name { get; init; }

    /// <summary>What the mapper is for; free text.</summary>
    public string Description { get; init; } = "";

    /// <summary>Who wrote the mapper; free text.</summary>
    public string Author { get; init; } = "";

    /// <summary>When the mapper was written, as the author wrote it; free text.</summary>
    public string Created { get; init; } = "";

    /// <summary>A minute to 168 hours: the longest a persona of this mapper is valid.</summary>
    public TimeSpan TimeToLive { get; init; } = DefaultTimeToLive;

    /// <summary>What a person must have, in the order in which missing ones are named.</summary>
    public ImmutableArray<TraitPath> RequiredTraits { get; init; } = [];

    /// <summary>What the core publishes: the declared paths, else the required ones (of which the projection leaves out the volatile).</summary>
    public ImmutableArray<TraitPath> Core { get; init; } = [];

    /// <summary>True when the author listed the core, and so also means the volatile traits in it.</summary>
    public bool DeclaresCore { get; init; }

    /// <summary>The rules, in the order of the text.</summary>
    public ImmutableArray<MapperRule> Rules { get; init; } = [];

    /// <summary>The suggestion templates, in the order of the text.</summary>
    public ImmutableArray<SuggestionTemplate> Templates { get; init; } = [];

    /// <summary>The declared context fields; when there are any, callers may send only these and those that rules read.</summary>
    public ImmutableArray<ContextField> ContextFields { get; init; } = [];

    /// <summary>How votes move the weights of rules.</summary>
    public FeedbackSettings Feedback { get; init; } = FeedbackSettings.Default;

    /// <summary>Which traits each type of suggestion is about; for readers only.</summary>
    public ImmutableArray<TraitMapping> TraitMappings { get; init; } = [];

    /// <summary>The most suggestions of a persona.</summary>
    public int MaxSuggestions { get; init; } = DefaultMaxSuggestions;

    /// <summary>What the program reads and shows, collected from all of its rules.</summary>
    internal ProgramIndex Index { get; init; } = ProgramIndex.Empty;
}
