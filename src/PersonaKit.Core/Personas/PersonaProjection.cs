using System.Collections.Immutable;
using System.Text;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Personas.Explaining;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas;

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

        var situation = SituationOf(mindscape, context, at);
        return new ProjectionOutcome.Built(Build(mindscape, mapper, mapperRevision, situation, new PersonaExpiry(mapper, situation)));
    }

    /// <summary>What <see cref="Project"/> gives for the same inputs, and why.</summary>
    public static ExplainedProjection Explain(Mindscape mindscape, MapperProgram mapper, int mapperRevision, PersonaContext context, DateTimeOffset at)
    {
        var situation = SituationOf(mindscape, context, at);
        var candidates = new List<ExpiryCandidate>();
        ProjectionOutcome outcome = FindMissing(mapper, mindscape.Traits) is { Count: > 0 } missing
            ? new ProjectionOutcome.MissingTraits([.. missing])
            : new ProjectionOutcome.Built(Build(mindscape, mapper, mapperRevision, situation, new PersonaExpiry(mapper, situation, candidates)));
        return new ExplainedProjection(outcome, PersonaExplanation.Of(mindscape, mapper, mapperRevision, situation, outcome, candidates));
    }

    private static Situation SituationOf(Mindscape mindscape, PersonaContext context, DateTimeOffset at) =>
        new(mindscape.Traits, context, mindscape.Zone, Instants.Truncate(at));

    private static Persona Build(Mindscape mindscape, MapperProgram mapper, int mapperRevision, Situation situation, PersonaExpiry expiry) => new()
    {
        Id = IdOf(mindscape, mapper, mapperRevision, situation),
        PersonId = mindscape.PersonId,
        MapperId = mapper.Id,
        MapperRevision = mapperRevision,
        Core = ShowCore(mapper, situation, expiry),
        Overlay = new PersonaOverlay
        {
            CurrentState = ShowState(mapper, situation, expiry),
            Suggestions = SuggestionRanking.Suggest(mapper, situation, mindscape.Votes),
            ActivePatterns = ShowPatterns(mapper, situation),
            Context = situation.Context.Values,
        },
        GeneratedAt = situation.At,
        ExpiresAt = expiry.Find(),
        MindscapeVersion = mindscape.Version,
        Cut = mindscape.Cut,
    };

    private static List<string>? FindMissing(MapperProgram mapper, TraitSet traits)
    {
        List<string>? missing = null;
        foreach (var path in mapper.RequiredTraits)
        {
            if (!path.TryResolve(traits, out _, out _))
            {
                (missing ??= []).Add(path.Text);
            }
        }

        return missing;
    }

    private static ImmutableArray<PersonaTrait> ShowCore(MapperProgram mapper, Situation situation, PersonaExpiry expiry)
    {
        var entries = ImmutableArray.CreateBuilder<PersonaTrait>(mapper.Core.Length);
        foreach (var path in mapper.Core)
        {
            if (path.TryResolve(situation.Traits, out var trait, out var value) && (mapper.DeclaresCore || !trait.IsVolatile))
            {
                entries.Add(Show(path.Text, path, trait, value, situation, expiry));
            }
        }

        return entries.DrainToImmutable();
    }

    private static ImmutableArray<PersonaTrait> ShowState(MapperProgram mapper, Situation situation, PersonaExpiry expiry)
    {
        var entries = ImmutableArray.CreateBuilder<PersonaTrait>();
        foreach (var (path, name) in mapper.Index.States)
        {
            if (path.TryResolve(situation.Traits, out var trait, out var value) && trait.IsVolatile)
            {
                entries.Add(Show(name, path, trait, value, situation, expiry));
            }
        }

        return entries.DrainToImmutable();
    }

    private static PersonaTrait Show(string name, TraitPath path, PublishedTrait trait, DataValue value, Situation situation, PersonaExpiry expiry)
    {
        expiry.Watch(trait);
        return new(name, path, trait, value, trait.Confidence.At(situation.At), trait.Confidence.IsFadedAt(situation.At));
    }

    private static DataValue.Map ShowPatterns(MapperProgram mapper, Situation situation) =>
        mapper.Index.ShowsTimeOfDay && PeriodWindows.Containing(situation.Zone, situation.At).Period is { } period
            ? new DataValue.Map([new("time_of_day", new DataValue.Text(DayPeriods.NameOf(period)))])
            : DataValue.Map.Empty;

    private static string IdOf(Mindscape mindscape, MapperProgram mapper, int mapperRevision, Situation situation)
    {
        // None of the parts can hold a line break. The catalog is one of them because a new one reads the same observations differently.
        var inputs = $"{mindscape.PersonId}\n{mapper.Id}\n{mapperRevision}\n{mindscape.Version.Value}\n{mindscape.Received}\n{mindscape.CatalogHash}\n{situation.Context.Digest}\n{situation.At.UtcTicks}";
        if (mindscape.Cut is { } cut)
        {
            inputs += $"\n{cut.AsOf?.UtcTicks}\n{cut.KnownAt?.UtcTicks}";
        }

        return "p_" + Digest.Of(Encoding.UTF8.GetBytes(inputs));
    }
}
