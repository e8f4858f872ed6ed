using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Caching;
using PersonaKit.Sqlite.Connections;
using PersonaKit.Sqlite.Tables;
using PersonaKit.Sqlite.Writing;

namespace PersonaKit.Sqlite;

/// <summary>Mindscapes and their observations. The etag of a stored mindscape is its version.</summary>
internal sealed class SqliteMindscapeStore(SqliteWriter writer, ReadSessions readers, CatalogSource catalogs, SqlitePersonaStore personas)
    : IMindscapeStore, ICheckpointStore
{
    private const int PageSize = 256;

    private readonly MindscapeCache _cache = new(catalogs);

    public Task<AppendOutcome> AppendAsync(
        PersonId personId, ImmutableArray<Observation> observations, int inboxLimit, CancellationToken cancellationToken)
    {
        if (observations.IsEmpty)
        {
            return Task.FromResult<AppendOutcome>(new AppendOutcome.Appended([]));
        }

        var append = new ObservationAppend(personId, observations, inboxLimit);
        return writer.WriteAsync(append.Run, _ => _cache.Appended(personId, append.Accepted), cancellationToken);
    }

    public Task<StoredMindscape?> ReadAsync(PersonId personId, CancellationToken cancellationToken)
    {
        if (_cache.Find(personId) is { } known)
        {
            return Task.FromResult<StoredMindscape?>(known);
        }

        // Before the snapshot: what is written from here on must not be overwritten by what is loaded.
        var mark = _cache.Mark(personId);
        return readers.ReadAsync(
            (personId, mark, catalogs.Current, _cache),
            static (session, read) =>
            {
                if (MindscapeTable.Find(session, read.personId, read.Current) is not { } loaded)
                {
                    return null;
                }

                read._cache.Keep(read.personId, loaded, read.mark);
                return loaded.Stored;
            },
            cancellationToken);
    }

    public Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis, Mindscape folded, CancellationToken cancellationToken)
    {
        if (folded.Version <= basis.Mindscape.Version)
        {
            throw new ArgumentException($"a fold of version {basis.Mindscape.Version} cannot be saved as version {folded.Version}", nameof(folded));
        }

        // As it will be read back.
        var saved = folded with
        {
            LastSequence = basis.LastSequence,
            UpdatedAt = folded.UpdatedAt is { } updatedAt ? Instants.Truncate(updatedAt) : null,
        };
        var replacement = new MindscapeReplacement(basis, saved, personas.Now);
        return writer.WriteAsync(
            replacement.Run,
            outcome =>
            {
                replacement.Announce(outcome, _cache);
                if (replacement.Head is not { } head)
                {
                    return;
                }

                if (replacement.HasTakenBack)
                {
                    personas.Erased(folded.PersonId, head);
                }
                else
                {
                    personas.Advanced(folded.PersonId, head);
                }
            },
            cancellationToken);
    }

    public IAsyncEnumerable<AcceptedObservation> ReadFoldedAsync(PersonId personId, CancellationToken cancellationToken) =>
        ReadRangeAsync(personId, 1, long.MaxValue, null, cancellationToken);

    public IAsyncEnumerable<AcceptedObservation> ReadFoldedRangeAsync(
        StoredMindscape stored, long first, long last, ContentSelection? selection, CancellationToken cancellationToken) =>
        ReadRangeAsync(stored.Mindscape.PersonId, first, last, selection, cancellationToken);

    private async IAsyncEnumerable<AcceptedObservation> ReadRangeAsync(
        PersonId personId, long first, long last, ContentSelection? selection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // What is folded now stays folded until it is erased, and changes only by being forgotten: pages read one after another are one
        // history.
        var (key, erased, folded, _) = await readers.ReadAsync(personId, MindscapeTable.FindFolded, cancellationToken);
        var end = Math.Min(last, folded);
        for (var read = Math.Max(erased, first - 1); read < end;)
        {
            var page = await readers.ReadAsync(
                    (key, erased, read, end, selection),
                    static (session, from) => MindscapeTable.Page(session, from.key, from.erased, from.read, from.end, PageSize, from.selection),
                    cancellationToken)
                ?? throw new StoreUnavailableException("the person was erased while the history was read") { IsHistoryMoved = true };
            foreach (var accepted in page)
            {
                yield return accepted;
            }

            read = page.IsEmpty ? end : page[^1].Number;
        }
    }

    public Task<ImmutableArray<StoredCheckpoint>> ReadCheckpointsAsync(StoredMindscape stored, CancellationToken cancellationToken) =>
        readers.ReadAsync(stored.Mindscape.PersonId, CheckpointTable.Of, cancellationToken);

    public Task<bool> SaveCheckpointsAsync(
        StoredMindscape stored, ImmutableArray<StoredCheckpoint> checkpoints, CancellationToken cancellationToken) =>
        writer.WriteAsync(context => CheckpointSave.Run(context, stored.Mindscape.PersonId, stored.Mindscape.Version, checkpoints), null, cancellationToken);

    public Task<ImmutableArray<AcceptedObservation>> FindFoldedAsync(
        StoredMindscape stored, IReadOnlyCollection<ObservationId> ids, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            (stored.Mindscape.PersonId, ids),
            static (session, wanted) => MindscapeTable.Find(session, wanted.PersonId, wanted.ids),
            cancellationToken);

    public Task<ImmutableArray<AcceptedObservation>> ReadNewestAsync(PersonId personId, long? before, int limit, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            (personId, before, limit), static (session, page) => MindscapeTable.Newest(session, page.personId, page.before, page.limit), cancellationToken);

    public Task<ImmutableArray<PersonId>> SamplePeopleAsync(int limit, CancellationToken cancellationToken) =>
        readers.ReadAsync(limit, static (session, limit) => MindscapeTable.LatestPeople(session, limit), cancellationToken);

    public Task<MindscapeVersion?> EraseAsync(PersonId personId, DateTimeOffset at, CancellationToken cancellationToken) => writer.WriteAsync(
        context => PersonErasure.Run(context, personId, at),
        version =>
        {
            if (version is { } tombstone)
            {
                _cache.Forget(personId);
                personas.Erased(personId, PersonErasure.HeadOf(tombstone, at));
            }
        },
        cancellationToken);

    /// <summary>The tombstone was one transaction with everything else.</summary>
    public Task EraseLeftoversAsync(StoredMindscape tombstone, CancellationToken cancellationToken) => Task.CompletedTask;

    public void Forget(PersonId personId) => _cache.Forget(personId);
}
