using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Personas.Expiring;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Personas.Ranking;

namespace PersonaKit.Core.Personas.Explaining;

/// <summary>
/// How a persona was computed, complete enough to repeat the computation by hand. It holds what the projection itself was made of and asks the
/// same conditions, parameters, ranking and expiry; it decides nothing of its own.
/// </summary>
public sealed record PersonaExplanation
{
    /// <summary>The mapper that was evaluated.</summary>
    public required MapperProgram Mapper { get; init; }

    /// <summary>The revision of the mapper, from 1; 0 for a preview.</summary>
    public required int MapperRevision { get; init; }

    /// <summary>The version of the person's mindscape.</summary>
    public required MindscapeVersion MindscapeVersion { get; init; }

    /// <summary>The number of the newest observation that is in the traits.</summary>
    public required long LastSequence { get; init; }

    /// <summary>All that conditions and parameters can depend on.</summary>
    public required EvaluationContext EvaluationContext { get; init; }

    /// <summary>Null when the person lacks required traits: then there is nothing but the rules to explain.</summary>
    public required Persona? Persona { get; init; }

    /// <summary>In the mapper's order.</summary>
    public required ImmutableArray<RuleExplanation> Rules { get; init; }

    /// <summary>Every instant that could end the persona, the earliest first.</summary>
    public required ImmutableArray<ExpiryCandidate> Expiry { get; init; }

    /// <summary>Everything the rules say, the first first; a persona takes the first <see cref="MapperProgram.MaxSuggestions"/> of it.</summary>
    internal ImmutableArray<RankedAction> Ranking { get; private init; } = [];

    internal static PersonaExplanation Of(
        Mindscape mindscape, MapperProgram mapper, int mapperRevision, EvaluationContext evaluation, ProjectionOutcome outcome, IEnumerable<ExpiryCandidate> candidates) => new()
        {
            Mapper = mapper,
            MapperRevision = mapperRevision,
            MindscapeVersion = mindscape.Version,
            LastSequence = mindscape.LastSequence,
            EvaluationContext = evaluation,
            Persona = (outcome as ProjectionOutcome.Built)?.Persona,
            Rules = [.. mapper.Rules.Select(rule => new RuleExplanation(
                rule, RuleWeighing.Of(rule, mapper.Feedback, mindscape.Votes.Of(mapper.Id.Value, rule.Id)), rule.Condition.IsTrue(evaluation)))],
            Expiry = [.. candidates.Distinct().OrderBy(candidate => candidate.At).ThenBy(candidate => candidate.Reason).ThenBy(candidate => candidate.Subject, StringComparer.Ordinal)],
            Ranking = [.. SuggestionRanking.Rank(mapper, evaluation, mindscape.Votes)],
        };

    /// <summary>The traits that anything in it rests on, each once, in ordinal order of their keys.</summary>
    internal IEnumerable<PublishedTrait> Traits()
    {
        var traits = new SortedDictionary<string, PublishedTrait>(StringComparer.Ordinal);
        var mapped = Mapper.TraitMappings.SelectMany(mapping => mapping.Paths);
        var paths = Mapper.RequiredTraits.Concat(Mapper.Index.Reads).Concat(mapped).Select(path => EvaluationContext.Traits.Find(path)).OfType<PublishedTrait>();
        var shown = Persona is null ? [] : Persona.Core.Concat(Persona.Overlay.CurrentState).Select(entry => entry.Trait);
        foreach (var trait in paths.Concat(shown))
        {
            traits[trait.Key] = trait;
        }

        return traits.Values;
    }
}
