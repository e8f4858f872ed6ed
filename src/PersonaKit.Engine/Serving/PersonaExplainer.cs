using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Projection;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Serving;

/// <summary>
/// Personas with their reasons. A row keeps no reasons, so they are found again from the mindscape it was built from, at the instant it was built
/// for: the persona that comes out with them must be the row's own, byte for byte.
/// </summary>
public sealed class PersonaExplainer(PersonaProvider provider, IPersonaStore personas, MindscapeReader mindscapes, TimeProvider time)
{
    public async Task<PersonaOutcome> ExplainAsync(PersonaRequest request, CancellationToken cancellationToken)
    {
        if (request.At is { } preview)
        {
            var read = await mindscapes.ReadAsync(request.PersonId, request.After, MindscapeVersion.None, request.Cut, cancellationToken);
            return read is MindscapeOutcome.Found found ? Explain(request, found.Mindscape, preview, CacheState.Bypass) : PersonaProvider.Refuse(read);
        }

        var served = await provider.GetAsync(request, cancellationToken);
        if (served is not PersonaOutcome.Served { Row: var row, Cache: var cache })
        {
            return served;
        }

        var outcome = await mindscapes.ReadAsync(request.PersonId, request.After, row.MindscapeVersion, cancellationToken);
        if (outcome is not MindscapeOutcome.Found { Mindscape: var mindscape })
        {
            return PersonaProvider.Refuse(outcome);
        }

        if (Explain(request, mindscape, row.GeneratedAt, cache) is PersonaOutcome.Explained explained && explained.Row.Body.Span.SequenceEqual(row.Body.Span))
        {
            return explained;
        }

        // The person has moved on since the row was built. It would be replaced a moment later anyway, so it is replaced now.
        var anew = Explain(request, mindscape, Instants.Truncate(time.GetUtcNow()), CacheState.Stale);
        if (anew is PersonaOutcome.Explained { Row: var next })
        {
            await personas.SaveAsync(request.PersonId, next, cancellationToken);
        }

        return anew;
    }

    private PersonaOutcome Explain(PersonaRequest request, Mindscape mindscape, DateTimeOffset at, CacheState state)
    {
        var explained = PersonaProjection.Explain(mindscape, request.Mapper.Program, request.Mapper.Revision, request.Context, at);
        return explained.Outcome switch
        {
            ProjectionOutcome.Built built => new PersonaOutcome.Explained(provider.ToRow(built.Persona, mindscape, request), state, explained.Explanation),
            ProjectionOutcome.MissingTraits missing => new PersonaOutcome.MissingTraits(missing.Paths),
            var other => throw new InvalidOperationException($"no answer for {other}"),
        };
    }
}
