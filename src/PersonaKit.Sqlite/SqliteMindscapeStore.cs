using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Documents;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Caching;
using PersonaKit.Sqlite.Connections;
using PersonaKit.Sqlite.Writing;

namespace PersonaKit.Sqlite;

/// <summary>Mindscapes and their observations. The tag of a stored mindscape is its version.</summary>
internal sealed class SqliteMindscapeStore(SqliteWriter writer, ReadSessions readers, TraitCatalog catalog) : IMindscapeStore
{
    private const int PageSize = 256;

    private readonly MindscapeCache _cache = new(catalog);

    public async Task<AppendOutcome> AppendAsync(
        PersonId personId, ImmutableArray<Observation> observations, int inboxLimit, CancellationToken cancellationToken)
    {
        if (observations.IsEmpty)
        {
            return new AppendOutcome.Appended([]);
        }

        var append = new ObservationAppend(personId, observations, inboxLimit);
        var batch = await writer.WriteAsync(append.Run, appended => _cache.Appended(personId, appended.Accepted), cancellationToken);
        return batch.Outcome;
    }

    public Task<StoredMindscape?> ReadAsync(PersonId personId, CancellationToken cancellationToken)
    {
        if (_cache.Find(personId) is { } known)
        {
            return Task.FromResult<StoredMindscape?>(known);
        }

        var mark = _cache.Mark(personId);
        return readers.ReadAsync((personId, mark, this), static (session, read) => read.Item3.Load(session, read.personId, read.mark), cancellationToken);
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
            Received = basis.Received,
            UpdatedAt = folded.UpdatedAt is { } updatedAt ? Instants.Truncate(updatedAt) : null,
        };
        var body = MindscapeDocument.Write(saved);
        var received = 0L;
        return writer.WriteAsync(
            context => Replace(context, basis, saved, body, out received),
            outcome =>
            {
                if (outcome == ReplaceOutcome.Saved)
                {
                    _cache.Replaced(basis, saved, body.Length, received);
                }
            },
            cancellationToken);
    }

    public async IAsyncEnumerable<AcceptedObservation> ReadFoldedAsync(PersonId personId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (key, folded) = await readers.ReadAsync(personId, static (session, id) => FindFolded(session, id), cancellationToken);
        var last = 0L;
        while (last < folded)
        {
            var page = await readers.ReadAsync(
                (key, last, folded),
                static (session, from) => ReadObservations(session.Query(
                    "SELECT number, body FROM observations WHERE person_key = $1 AND number > $2 AND number <= $3 ORDER BY number LIMIT $4",
                    from.key, from.last, from.folded, PageSize)),
                cancellationToken);
            foreach (var accepted in page)
            {
                yield return accepted;
            }

            last = page.IsEmpty ? folded : page[^1].Number;
        }
    }

    public Task<ImmutableArray<AcceptedObservation>> ReadNewestAsync(PersonId personId, long? before, int limit, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            (personId, before, limit),
            static (session, page) => ReadObservations(session.Query(
                """
                SELECT number, body FROM observations WHERE person_key = (SELECT key FROM people WHERE person_id = $1) AND number < $2
                ORDER BY number DESC LIMIT $3
                """,
                page.personId.Value, page.before ?? long.MaxValue, Math.Max(page.limit, 0))),
            cancellationToken);

    private static ReplaceOutcome Replace(WriteContext context, StoredMindscape basis, Mindscape saved, byte[] body, out long received)
    {
        var person = context.FindPerson(saved.PersonId);
        received = person?.Received ?? 0;
        if (person is null || !string.Equals(person.Version.ToString(), basis.Tag, StringComparison.Ordinal))
        {
            return ReplaceOutcome.Conflict;
        }

        context.Session.Execute(
            "INSERT INTO mindscapes(person_key, updated_at, body) VALUES($1, $2, $3) ON CONFLICT DO UPDATE SET updated_at = excluded.updated_at, body = excluded.body",
            person.Key, saved.UpdatedAt?.ToUnixTimeMilliseconds(), body);
        context.SavePerson(saved.PersonId, person with { Folded = basis.Received, Version = saved.Version.Value });
        return ReplaceOutcome.Saved;
    }

    private StoredMindscape? Load(SqlSession session, PersonId personId, long mark)
    {
        long key, received, folded, version;
        long? updatedAt;
        byte[]? body;
        using (var row = session.Query(
            """
            SELECT p.key, p.received, p.folded, p.version, m.updated_at, m.body
            FROM people p LEFT JOIN mindscapes m ON m.person_key = p.key WHERE p.person_id = $1
            """,
            personId.Value))
        {
            if (!row.Read())
            {
                return null;
            }

            (key, received, folded, version) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
            updatedAt = row.IsDBNull(4) ? null : row.GetInt64(4);
            body = row.IsDBNull(5) ? null : row.GetFieldValue<byte[]>(5);
        }

        var mindscape = (body is null ? Mindscape.Empty(personId, catalog) : MindscapeDocument.Read(body, catalog)) with
        {
            PersonId = personId,
            Version = new MindscapeVersion(version),
            UpdatedAt = updatedAt is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null,
            Received = folded,
        };
        var inbox = received == folded
            ? []
            : ReadObservations(session.Query("SELECT number, body FROM observations WHERE person_key = $1 AND number > $2 ORDER BY number", key, folded));
        var stored = new StoredMindscape(mindscape, inbox, received, mindscape.Version.ToString());
        _cache.Keep(personId, new CachedMindscape(stored, body?.Length ?? 0), mark);
        return stored;
    }

    private static (long Key, long Folded) FindFolded(SqlSession session, PersonId personId)
    {
        using var row = session.Query("SELECT key, folded FROM people WHERE person_id = $1", personId.Value);
        return row.Read() ? (row.GetInt64(0), row.GetInt64(1)) : default;
    }

    private static ImmutableArray<AcceptedObservation> ReadObservations(Microsoft.Data.Sqlite.SqliteDataReader rows)
    {
        using (rows)
        {
            var observations = ImmutableArray.CreateBuilder<AcceptedObservation>();
            while (rows.Read())
            {
                observations.Add(new(rows.GetInt64(0), ObservationDocument.Read(rows.GetFieldValue<byte[]>(1))));
            }

            return observations.DrainToImmutable();
        }
    }
}
