using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Projection;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Serving;

/// <summary>
/// Serves personas with an explanation. A cached row stores none, so the explanation is computed again from the same mindscape and instant.
/// It is used only when the persona built with it equals the row byte for byte.
/// </summary>
public sealed class PersonaExplainer(PersonaProvider provider, IPersonaStore personas, MindscapeReader mindscapes, TimeProvider time)
{
    /// <summary>Serves a persona as <see cref="PersonaProvider.GetAsync"/> does, with its explanation.</summary>
    /// <param name="request">The requested persona.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns><see cref="PersonaOutcome.Explained"/>, or the reason why there is no persona.</returns>
    /// <exception cref="StoreUnavailableException">A store is throttled or cannot be reached.</exception>
    public async Task<PersonaOutcome> ExplainAsync(PersonaRequest request, CancellationToken cancellationToken)
    {
        if ((request.At ?? request.Cut?.Moment) is { } preview)
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

        if (Explain(request, mindscape, row.GeneratedAt, cache) is PersonaOutcome.Explained explained && explained.Row.Body.Span.SequenceEqual(row.Body.Span)
            && PersonaProvider.IsCurrent(row, Now))
        {
            return explained;
        }

        // The mindscape has changed since the row was built, or the row has expired while it was read, so the row is replaced now.
        while (true)
        {
            var anew = Explain(request, mindscape, Now, CacheState.Stale);
            if (anew is not PersonaOutcome.Explained { Row: var next })
            {
                return anew;
            }

            await personas.SaveAsync(request.PersonId, next, cancellationToken);
            if (PersonaProvider.IsCurrent(next, Now))
            {
                return anew;
            }
        }
    }

    private DateTimeOffset Now => Instants.Truncate(time.GetUtcNow());

    private static PersonaOutcome Explain(PersonaRequest request, Mindscape mindscape, DateTimeOffset at, CacheState state)
    {
        var explained = PersonaProjection.Explain(mindscape, request.Mapper.Program, request.Mapper.Revision, request.Context, at);
        return explained.Outcome switch
        {
            ProjectionOutcome.Built built => new PersonaOutcome.Explained(
                PersonaProvider.ToRow(built.Persona, mindscape, request), state, explained.Explanation),
            ProjectionOutcome.MissingTraits missing => new PersonaOutcome.MissingTraits(missing.Paths),
            var other => throw new InvalidOperationException($"unhandled outcome {other}"),
        };
    }
}
