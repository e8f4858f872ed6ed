using System.Collections.Immutable;
using System.Text;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Personas.Conditions;
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
        var traits = mindscape.Traits;
        if (FindMissing(mapper, traits) is { Count: > 0 } missing)
        {
            return new ProjectionOutcome.MissingTraits([.. missing]);
        }

        var situation = new Situation(traits, context, mindscape.Zone, Instants.Truncate(at));
        var expiry = new PersonaExpiry(mapper, situation);
        return new ProjectionOutcome.Built(new Persona
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
                Context = context.Values,
            },
            GeneratedAt = situation.At,
            ExpiresAt = expiry.Find(),
            MindscapeVersion = mindscape.Version,
            Cut = mindscape.Cut,
        });
    }

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
                entries.Add(Show(path.Text, trait, value, situation, expiry));
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
                entries.Add(Show(name, trait, value, situation, expiry));
            }
        }

        return entries.DrainToImmutable();
    }

    private static PersonaTrait Show(string name, PublishedTrait trait, DataValue value, Situation situation, PersonaExpiry expiry)
    {
        expiry.Watch(trait);
        return new(name, value, trait.Confidence.At(situation.At), trait.Confidence.IsFadedAt(situation.At), trait.LastObservedAt);
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
