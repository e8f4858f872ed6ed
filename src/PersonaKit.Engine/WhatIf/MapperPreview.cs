using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Extraction;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Projection;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Observing;

namespace PersonaKit.Engine.WhatIf;

/// <summary>
/// Builds personas of a mapper for a stored or an invented person at any instants. Writes nothing: invented observations are validated and
/// folded like real ones, and then dropped.
/// </summary>
public sealed class MapperPreview(MindscapeReader mindscapes, ObservationRecorder recorder, CatalogSource catalogs)
{
    private static readonly PersonId Nobody = PersonId.Parse("preview");
    private static readonly ObservationId ZoneStatement = ObservationId.Parse("preview");

    /// <summary>Runs a preview. The personas are built while the result is enumerated.</summary>
    /// <param name="request">The mapper, the person and the instants.</param>
    /// <param name="cancellationToken">Cancels the read of the mindscape.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    public async Task<PreviewOutcome> RunAsync(PreviewRequest request, CancellationToken cancellationToken)
    {
        switch (request.Subject)
        {
            case PreviewSubject.Invented invented:
                return Invent(request, invented.Observations);
            case PreviewSubject.Person person:
                return await ReadAsync(person.Id, request, cancellationToken) is { } seen
                    ? Build(request, request.Zone is { } zone ? [.. seen.Select(mindscape => MoveTo(zone, mindscape))] : seen)
                    : new PreviewOutcome.UnknownPerson();
            case var other:
                throw new InvalidOperationException($"no preview for {other}");
        }
    }

    /// <summary>What is seen of a stored person from each instant; null for an unknown one.</summary>
    private async Task<ImmutableArray<Mindscape>?> ReadAsync(PersonId person, PreviewRequest request, CancellationToken cancellationToken)
    {
        if (!request.IsNow)
        {
            return await mindscapes.ReadEachAsync(person, request.Instants, cancellationToken);
        }

        return await mindscapes.ReadAsync(person, null, MindscapeVersion.None, cancellationToken) is MindscapeOutcome.Found found
            ? [found.Mindscape]
            : null;
    }

    private PreviewOutcome Invent(PreviewRequest request, ImmutableArray<ObservationDraft> drafts)
    {
        // A preview of a future instant may contain observations up to that instant.
        var now = request.Instants.Append(recorder.Now).Max();
        if (recorder.RefuseInvalid(drafts, now) is { } invalid)
        {
            return new PreviewOutcome.Invalid(invalid.Faults);
        }

        var accepted = Accept(drafts, now);
        if (recorder.RefuseLarge(drafts, accepted) is { } large)
        {
            return new PreviewOutcome.TooLarge(large.Faults);
        }

        var faults = new List<Fault>();
        var observations = EachOnce(drafts, accepted, faults);
        if (faults.Count > 0)
        {
            return new PreviewOutcome.Invalid([.. faults]);
        }

        var zones = request.Zone is { } zone ? ZoneTimeline.Of([new(DateTimeOffset.MinValue, ZoneStatement, zone.Id)]) : ZoneTimeline.Empty;
        var history = new ObservedHistory(Nobody, Retraction.Standing(observations), catalogs.Current, zones);
        Mindscape See(DateTimeOffset at) => history.At(HistoryCut.LastOf(at)!.Value) with { LastSequence = observations.Count };
        return Build(request, request.IsNow ? [See(DateTimeOffset.MaxValue)] : [.. request.Instants.Select(See)]);
    }

    private static ImmutableArray<Observation> Accept(ImmutableArray<ObservationDraft> drafts, DateTimeOffset now)
    {
        var given = drafts.Select(draft => draft.Id).OfType<ObservationId>().ToHashSet();
        var next = 0;
        return [.. drafts.Select(draft => draft.Accept(draft.Id ?? NewId(), now))];

        ObservationId NewId()
        {
            ObservationId id;
            do
            {
                id = ObservationId.Parse($"preview-{++next}");
            }
            while (!given.Add(id));
            return id;
        }
    }

    /// <summary>Accepts each id once, as a store does.</summary>
    private static IReadOnlyCollection<Observation> EachOnce(
        ImmutableArray<ObservationDraft> drafts, ImmutableArray<Observation> observations, List<Fault> faults)
    {
        var kept = new Dictionary<ObservationId, Observation>();
        for (var i = 0; i < observations.Length; i++)
        {
            var observation = observations[i];
            if (!kept.TryAdd(observation.Id, observation) && kept[observation.Id].Fingerprint != observation.Fingerprint)
            {
                faults.Add(new($"{drafts[i].Pointer}/id", $"'{observation.Id}' is the id of another observation"));
            }
        }

        return kept.Values;
    }

    private static Mindscape MoveTo(LocalZone zone, Mindscape mindscape) =>
        mindscape with { Zones = mindscape.Zones.With([new(DateTimeOffset.MaxValue, ZoneStatement, zone.Id)]) };

    private static PreviewOutcome.Built Build(PreviewRequest request, ImmutableArray<Mindscape> seen) =>
        new(seen[^1], request.Instants.Select((at, i) => Build(request, seen[i], at)));

    private static PreviewedPersona Build(PreviewRequest request, Mindscape mindscape, DateTimeOffset at)
    {
        var (program, revision) = (request.Mapper.Program, request.Mapper.Revision ?? 0);
        if (!request.Explains)
        {
            return new(at, PersonaProjection.Project(mindscape, program, revision, request.Context, at), null);
        }

        var explained = PersonaProjection.Explain(mindscape, program, revision, request.Context, at);
        return new(at, explained.Outcome, explained.Explanation);
    }
}
