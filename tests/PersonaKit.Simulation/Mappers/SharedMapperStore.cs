using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Mappers;

/// <summary>One instance's view of the mappers: every change under the etag of the head it was decided on.</summary>
internal sealed class SharedMapperStore(MapperShelf shelf, CallGate gate) : IMapperStore
{
    public Task<MapperIndex?> ReadIndexAsync(string? known, CancellationToken cancellationToken) =>
        gate.CallAsync(_ => shelf.Index.ETag == known ? null : shelf.Index);

    public Task<MapperHistory?> ReadHistoryAsync(MapperId id, CancellationToken cancellationToken) => gate.CallAsync(_ =>
        shelf.Head(id) is { } head ? new MapperHistory(head, [.. shelf.TextsOf(id).Reverse().Select(RevisionOf)]) : null);

    public Task<StoredMapper?> FindAsync(MapperId id, int revision, CancellationToken cancellationToken) =>
        gate.CallAsync(_ => shelf.TextsOf(id).FirstOrDefault(text => text.Revision == revision));

    public Task<StoredMapper?> FindAsync(MapperId id, MapperRevision revision, CancellationToken cancellationToken) =>
        FindAsync(id, revision.Number, cancellationToken);

    public Task<MapperWriteOutcome> AddAsync(
        MapperId id, string source, MapperOrigin origin, DateTimeOffset at, string? etag, CancellationToken cancellationToken) =>
        gate.CallAsync<MapperWriteOutcome>(_ =>
        {
            var head = shelf.Head(id);
            if (head is not null && head.Newest.Digest == MapperRevision.DigestOf(source))
            {
                return Saved(head, head.WithSameDraft(origin));
            }

            if (head?.ETag != etag)
            {
                return new MapperWriteOutcome.Conflict();
            }

            var text = new StoredMapper(id, shelf.TextsOf(id).Length + 1, source, at) { Origin = origin };
            shelf.Add(text);
            return Saved(head, head?.WithDraft(RevisionOf(text)) ?? MapperHead.Of(id, RevisionOf(text)));
        });

    public Task<MapperWriteOutcome> ActivateAsync(
        MapperId id,
        int revision,
        MapperOrigin by,
        string etag,
        CancellationToken cancellationToken) =>
        gate.CallAsync<MapperWriteOutcome>(_ =>
            shelf.Head(id) is not { } head || head.ETag != etag ? new MapperWriteOutcome.Conflict()
            : shelf.TextsOf(id).FirstOrDefault(text => text.Revision == revision) is { } text
                ? Saved(head, head.Activating(RevisionOf(text), by))
            : new MapperWriteOutcome.UnknownRevision());

    public Task<MapperWriteOutcome> RetireAsync(MapperId id, MapperOrigin by, string etag, CancellationToken cancellationToken) =>
        gate.CallAsync<MapperWriteOutcome>(_ =>
            shelf.Head(id) is not { } head || head.ETag != etag ? new MapperWriteOutcome.Conflict() : Saved(head, head.Retiring(by)));

    private MapperWriteOutcome.Saved Saved(MapperHead? before, MapperHead head)
    {
        if (head != before)
        {
            shelf.Save(head);
        }

        return new MapperWriteOutcome.Saved(head);
    }

    private static MapperRevision RevisionOf(StoredMapper text) =>
        MapperRevision.Of(text.Revision, text.Source, text.Origin, text.CreatedAt);
}
