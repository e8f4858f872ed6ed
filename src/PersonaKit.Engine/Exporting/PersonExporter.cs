using System.Runtime.CompilerServices;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Exporting;

/// <summary>Hands out everything that is stored of a person, as it stood when it was asked for.</summary>
public sealed class PersonExporter(IMindscapeStore mindscapes, MindscapeFolder folder, PersonaProvider personas, MapperRegistry mappers, TimeProvider time)
{
    /// <summary>Null for a person nothing is known of.</summary>
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
    /// What a fold moves from the inbox into the history meanwhile has the lower numbers, so it comes once and in its place. What waits to be forgotten is not
    /// handed out any more.
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
