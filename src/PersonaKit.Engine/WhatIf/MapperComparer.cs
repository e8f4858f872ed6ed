using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Comparing;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Projection;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.WhatIf;

/// <summary>Compares the personas of two mapper revisions for the same people and instant. Writes nothing.</summary>
public sealed class MapperComparer(IMindscapeStore store, MindscapeReader mindscapes, TimeProvider time)
{
    /// <summary>Builds both personas of each person and compares them.</summary>
    /// <param name="request">The revisions and the people.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    public async Task<Comparison> CompareAsync(ComparisonRequest request, CancellationToken cancellationToken)
    {
        var at = Instants.Truncate(request.At ?? time.GetUtcNow());
        var cut = request.At is null ? null : new HistoryCut(at, null) { IsImplied = true };
        var people = request.People.IsEmpty ? await store.SamplePeopleAsync(request.Sample, cancellationToken) : request.People;
        var changed = ImmutableArray.CreateBuilder<(PersonId, PersonaDifference)>();
        var unknown = ImmutableArray.CreateBuilder<PersonId>();
        foreach (var person in people)
        {
            if (await mindscapes.ReadAsync(person, null, MindscapeVersion.None, cut, cancellationToken) is not MindscapeOutcome.Found { Mindscape: var mindscape })
            {
                unknown.Add(person);
                continue;
            }

            var difference = PersonaDifference.Between(
                Project(mindscape, request.Before, request.ContextBefore, at), Project(mindscape, request.After, request.ContextAfter, at));
            if (!difference.IsEmpty)
            {
                changed.Add((person, difference));
            }
        }

        return new(at, people.Length - unknown.Count, changed.ToImmutable(), unknown.ToImmutable());
    }

    private static ProjectionOutcome Project(Mindscape mindscape, ParsedMapper mapper, PersonaContext context, DateTimeOffset at) =>
        PersonaProjection.Project(mindscape, mapper.Program, mapper.Revision ?? 0, context, at);
}
