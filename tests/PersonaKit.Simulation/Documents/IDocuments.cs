using System.Collections.Immutable;
using PersonaKit.Core.Observations;

namespace PersonaKit.Simulation.Documents;

/// <summary>What one client of the document database can do, each in one write or read of one document.</summary>
internal interface IDocuments
{
    Task<Document?> ReadAsync(PersonId personId, string id);

    /// <summary>False when there is one under this id.</summary>
    Task<bool> CreateAsync(PersonId personId, Document document);

    /// <summary>False when the stored one is not the one that <see cref="Document.ETag"/> names.</summary>
    Task<bool> ReplaceAsync(PersonId personId, Document document);

    Task DeleteAsync(PersonId personId, string id);

    /// <summary>A write that is refused. From then on this client sees what was written by now.</summary>
    Task SeeLatestAsync(PersonId personId);

    /// <summary>
    /// A conditional patch: new observations go to the end of the inbox if none of their ids is in the hot document and there is room.
    /// </summary>
    Task<PatchAnswer> AppendAsync(PersonId personId, ImmutableArray<Observation> fresh, int inboxLimit);
}
