using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Documents;

/// <summary>
/// One instance's client: it reads from replicas and sees at least what it wrote or saw itself, and writes to the primary. A refusal tells
/// it how far the primary is.
/// </summary>
internal sealed class DocumentClient(DocumentDatabase database, CallGate gate) : IDocuments
{
    private readonly Dictionary<PersonId, long> _sessions = [];

    /// <summary>
    /// From here on the client sees what was written by then: as a document that was delivered with a session token would make it.
    /// </summary>
    public void Follow(PersonId personId, long write) => _sessions[personId] = Math.Max(_sessions.GetValueOrDefault(personId), write);

    public Task<Document?> ReadAsync(PersonId personId, string id) => gate.CallAsync(lag =>
    {
        var (document, seen) = database.Read(personId, id, _sessions.GetValueOrDefault(personId), lag);
        OperationScope.Current!.SawThePast |= lag > 0 && seen < database.Latest;
        Follow(personId, seen);
        return document;
    });

    public Task<bool> CreateAsync(PersonId personId, Document document) =>
        gate.CallAsync(_ => WriteIf(personId, document, database.Find(personId, document.Id) is null));

    public Task<bool> ReplaceAsync(PersonId personId, Document document) => gate.CallAsync(_ =>
        WriteIf(personId, document, database.Find(personId, document.Id) is { } stored && stored.ETag == document.ETag));

    public Task DeleteAsync(PersonId personId, string id) => gate.CallAsync(_ =>
    {
        database.Delete(personId, id);
        Follow(personId, database.Latest);
        return true;
    });

    public Task SeeLatestAsync(PersonId personId) => gate.CallAsync(_ => WriteIf(personId, null, false));

    public Task<PatchAnswer> AppendAsync(PersonId personId, ImmutableArray<Observation> fresh, int inboxLimit) => gate.CallAsync(_ =>
    {
        var document = database.FindHot(personId);
        var isTaken = document is { ErasedAt: null }
            && document.Inbox.Length + fresh.Length <= inboxLimit
            && !document.Inbox.Concat(document.Recent).Any(known => fresh.Any(observation => observation.Id == known.Observation.Id));
        WriteIf(personId, isTaken ? document!.With(fresh) : null, isTaken);
        return new PatchAnswer(isTaken ? database.FindHot(personId) : null, document is null);
    });

    private bool WriteIf(PersonId personId, Document? document, bool isAllowed)
    {
        if (isAllowed)
        {
            database.Write(personId, document!);
        }

        Follow(personId, database.Latest);
        return isAllowed;
    }
}
