using System.Runtime.CompilerServices;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Exporting;

/// <summary>Exports everything that is stored about a person, as of the time of the request.</summary>
public sealed class PersonExporter(IMindscapeStore mindscapes, MindscapeFolder folder, PersonaProvider personas, MapperRegistry mappers, TimeProvider time)
{
    /// <summary>Starts an export. Its observations are read while they are enumerated.</summary>
    /// <param name="personId">The person to export.</param>
    /// <param name="cancellationToken">Cancels the call and the enumeration.</param>
    /// <returns>Null when the person is unknown.</returns>
    /// <exception cref="StoreUnavailableException">A store is throttled or cannot be reached.</exception>
    public async Task<PersonExport?> ExportAsync(PersonId personId, CancellationToken cancellationToken)
    {
        if (await mindscapes.ReadAsync(personId, cancellationToken) is not { IsErased: false } stored)
        {
            return null;
        }

        var folded = await folder.FoldAsync(stored, cancellationToken);
        var rows = await personas.ListValidAsync(personId, await mappers.CurrentAsync(cancellationToken), cancellationToken);
        return new PersonExport(Instants.Truncate(time.GetUtcNow()), folded, ReadAsync(stored, cancellationToken), rows);
    }

    /// <summary>
    /// A concurrent fold moves observations from the inbox to the history. They have the lower numbers, so each is returned once and in
    /// order. The content of a retracted observation is not returned, even before the fold removes it.
    /// </summary>
    private async IAsyncEnumerable<AcceptedObservation> ReadAsync(StoredMindscape stored, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var retracted = Retraction.NamedBy(stored.Inbox.Select(accepted => accepted.Observation));
        var last = 0L;
        await foreach (var accepted in mindscapes.ReadFoldedAsync(stored.Mindscape.PersonId, cancellationToken))
        {
            if (accepted.Number <= stored.LastSequence)
            {
                yield return accepted.Without(retracted);
                last = accepted.Number;
            }
        }

        foreach (var accepted in stored.Inbox.Where(accepted => accepted.Number > last))
        {
            yield return accepted.Without(retracted);
        }
    }
}
