using System.Collections.Immutable;
using System.Text;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Expiring;
using PersonaKit.Core.Personas.Explaining;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Personas.Ranking;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Projection;

/// <summary>Mindscape, mapper, context and instant in; persona out. Nothing else goes in, so equal inputs give equal bytes.</summary>
public static class PersonaProjection
{
    /// <param name="mindscape">What is known of the person.</param>
    /// <param name="mapper">The compiled mapper.</param>
    /// <param name="mapperRevision">Which text of the mapper that is.</param>
    /// <param name="context">What the caller said.</param>
    /// <param name="at">The instant the persona is for; cut to milliseconds.</param>
    public static ProjectionOutcome Project(Mindscape mindscape, MapperProgram mapper, int mapperRevision, PersonaContext context, DateTimeOffset at)
    {
        if (FindMissing(mapper, mindscape.Traits) is { Count: > 0 } missing)
        {
            return new ProjectionOutcome.MissingTraits([.. missing]);
        }

        var evaluation = EvaluationOf(mindscape, mapper, context, at);
        return new ProjectionOutcome.Built(Build(mindscape, mapper, mapperRevision, evaluation, new PersonaExpiry(mapper, evaluation)));
    }

    /// <summary>What <see cref="Project"/> gives for the same inputs, and why.</summary>
    public static ExplainedProjection Explain(Mindscape mindscape, MapperProgram mapper, int mapperRevision, PersonaContext context, DateTimeOffset at)
    {
        var evaluation = EvaluationOf(mindscape, mapper, context, at);
        var candidates = new List<ExpiryCandidate>();
        ProjectionOutcome outcome = FindMissing(mapper, mindscape.Traits) is { Count: > 0 } missing
            ? new ProjectionOutcome.MissingTraits([.. missing])
            : new ProjectionOutcome.Built(Build(mindscape, mapper, mapperRevision, evaluation, new PersonaExpiry(mapper, evaluation, candidates)));
        return new ExplainedProjection(outcome, PersonaExplanation.Of(mindscape, mapper, mapperRevision, evaluation, outcome, candidates));
    }

    private static EvaluationContext EvaluationOf(Mindscape mindscape, MapperProgram mapper, PersonaContext context, DateTimeOffset at) =>
        new(mindscape.Traits, RelativeTimes.Resolve(mapper, context, at), mindscape.Zone, Instants.Truncate(at));

    private static Persona Build(Mindscape mindscape, MapperProgram mapper, int mapperRevision, EvaluationContext evaluation, PersonaExpiry expiry) => new()
    {
        Id = IdOf(mindscape, mapper, mapperRevision, evaluation),
        PersonId = mindscape.PersonId,
        MapperId = mapper.Id,
        MapperRevision = mapperRevision,
        Core = ShowCore(mapper, evaluation, expiry),
        Overlay = new PersonaOverlay
        {
            CurrentState = ShowState(mapper, evaluation, expiry),
            Suggestions = SuggestionRanking.Suggest(mapper, evaluation, mindscape.Votes),
            ActivePatterns = ShowPatterns(mapper, evaluation),
            Context = evaluation.Context.Values,
        },
        GeneratedAt = evaluation.At,
        ExpiresAt = expiry.Find(),
        ExpiryReason = expiry.Reason,
        MindscapeVersion = mindscape.Version,
        Cut = mindscape.Cut,
    };

    private static List<string>? FindMissing(MapperProgram mapper, TraitSet traits)
    {
        List<string>? missing = null;
        foreach (var path in mapper.RequiredTraits)
        {
            if (!traits.TryResolve(path, out _, out _))
            {
                (missing ??= []).Add(path.Text);
            }
        }

        return missing;
    }

    private static ImmutableArray<PersonaTrait> ShowCore(MapperProgram mapper, EvaluationContext evaluation, PersonaExpiry expiry)
    {
        var entries = ImmutableArray.CreateBuilder<PersonaTrait>(mapper.Core.Length);
        foreach (var path in mapper.Core)
        {
            if (evaluation.Traits.TryResolve(path, out var trait, out var value) && (mapper.DeclaresCore || !trait.IsVolatile))
            {
                entries.Add(Show(path.Text, path, trait, value, evaluation, expiry));
            }
        }

        return entries.DrainToImmutable();
    }

    private static ImmutableArray<PersonaTrait> ShowState(MapperProgram mapper, EvaluationContext evaluation, PersonaExpiry expiry)
    {
        var entries = ImmutableArray.CreateBuilder<PersonaTrait>();
        foreach (var (path, name) in mapper.Index.States)
        {
            if (evaluation.Traits.TryResolve(path, out var trait, out var value) && trait.IsVolatile)
            {
                entries.Add(Show(name, path, trait, value, evaluation, expiry));
            }
        }

        return entries.DrainToImmutable();
    }

    private static PersonaTrait Show(string name, TraitPath path, PublishedTrait trait, DataValue value, EvaluationContext evaluation, PersonaExpiry expiry)
    {
        expiry.Watch(trait);
        return new(name, path, trait, value, trait.Confidence.At(evaluation.At), trait.Confidence.IsFadedAt(evaluation.At));
    }

    private static DataValue.Map ShowPatterns(MapperProgram mapper, EvaluationContext evaluation) =>
        mapper.Index.ShowsTimeOfDay && PeriodWindows.Containing(evaluation.Zone, evaluation.At).Period is { } period
            ? new DataValue.Map([new("time_of_day", new DataValue.Text(DayPeriods.NameOf(period)))])
            : DataValue.Map.Empty;

    private static string IdOf(Mindscape mindscape, MapperProgram mapper, int mapperRevision, EvaluationContext evaluation)
    {
        // None of the parts can hold a line break. The catalog is one of them because a new one reads the same observations differently.
        var inputs = $"{mindscape.PersonId}\n{mapper.Id}\n{mapperRevision}\n{mindscape.Version.Value}\n{mindscape.LastSequence}\n{mindscape.CatalogHash}\n{evaluation.Context.Digest}\n{evaluation.At.UtcTicks}";
        if (mindscape.Cut is { } cut)
        {
            inputs += $"\n{cut.AsOf?.UtcTicks}\n{cut.KnownAt?.UtcTicks}";
        }

        return "p_" + ShortDigest.Of(Encoding.UTF8.GetBytes(inputs));
    }
}
