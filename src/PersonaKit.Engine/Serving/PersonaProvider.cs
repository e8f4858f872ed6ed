using System.Collections.Concurrent;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Projection;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;
using PersonaKit.Engine.Telemetry;
using static PersonaKit.Engine.Serving.MetricWords;

namespace PersonaKit.Engine.Serving;

/// <summary>
/// Serves personas: a valid cached row, or a new persona that is built from the mindscape and saved. A row is valid when it was not
/// generated after now, has not expired, its mindscape version is not behind the head, its mapper revision is the active one, and it
/// includes the write of the reader's receipt.
/// </summary>
public sealed class PersonaProvider(IPersonaStore personas, MindscapeReader mindscapes, TimeProvider time, EngineTelemetry? telemetry = null)
{
    private readonly PersonaMetrics _metrics = (telemetry ?? EngineTelemetry.Default).Personas;

    private readonly ConcurrentDictionary<FlightKey, Task<PersonaOutcome>> _flights = new();

    /// <summary>Serves a persona. A preview (with an instant or a cut) is built without the cache and is not saved.</summary>
    /// <param name="request">The requested persona.</param>
    /// <param name="cancellationToken">Cancels the wait; a build that others wait for continues.</param>
    /// <returns><see cref="PersonaOutcome.Served"/>, or the reason why there is no persona.</returns>
    /// <exception cref="StoreUnavailableException">A store is throttled or cannot be reached.</exception>
    public ValueTask<PersonaOutcome> GetAsync(PersonaRequest request, CancellationToken cancellationToken)
    {
        if ((request.At ?? request.Cut?.Moment) is { } at)
        {
            _metrics.Requested(request.Mapper.Id.Value, NameOf(CacheState.Bypass), cause: null);
            return new(BuildAsync(request, MindscapeVersion.None, Instants.Truncate(at), CacheState.Bypass, cancellationToken));
        }

        if (request.After is { } after && !after.BelongsTo(request.PersonId))
        {
            return new(new PersonaOutcome.ForeignReceipt());
        }

        var key = KeyOf(request, mindscapes.CatalogHash);
        var finding = personas.FindAsync(request.PersonId, key, cancellationToken);
        return finding.IsCompletedSuccessfully
            ? Answer(request, key, finding.Result, cancellationToken)
            : AwaitAsync(request, key, finding, cancellationToken);
    }

    /// <summary>The person's cached rows that are valid now, in ordinal order of their keys.</summary>
    /// <param name="personId">The person.</param>
    /// <param name="mappers">The snapshot that says which revisions are active.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="StoreUnavailableException">The store is throttled or cannot be reached.</exception>
    public async Task<IReadOnlyList<PersonaRow>> ListValidAsync(PersonId personId, MapperSnapshot mappers, CancellationToken cancellationToken)
    {
        var listing = await personas.ListAsync(personId, cancellationToken);
        var now = Instants.Truncate(time.GetUtcNow());
        var suffix = SuffixOf(mindscapes.CatalogHash);
        return
        [
            .. listing.Rows.Where(row =>
                row.Key.ContextDigest.EndsWith(suffix, StringComparison.Ordinal)
                && mappers.Find(row.Key.MapperId)?.Active is { } mapper
                && StaleCauseOf(row, listing.Head, mapper.Revision, received: 0, now) is null),
        ];
    }

    private async ValueTask<PersonaOutcome> AwaitAsync(
        PersonaRequest request, PersonaKey key, ValueTask<PersonaLookup> finding, CancellationToken cancellationToken) =>
        await Answer(request, key, await finding, cancellationToken);

    private ValueTask<PersonaOutcome> Answer(PersonaRequest request, PersonaKey key, PersonaLookup lookup, CancellationToken cancellationToken)
    {
        var now = Instants.Truncate(time.GetUtcNow());
        var received = request.After?.LastSequence ?? 0;
        var cause = lookup.Row is { } found ? StaleCauseOf(found, lookup.Head, request.Mapper.Revision, received, now) : null;
        var state = lookup.Row is null ? CacheState.Miss : cause is null ? CacheState.Hit : CacheState.Stale;
        _metrics.Requested(request.Mapper.Id.Value, NameOf(state), cause);
        if (state == CacheState.Hit)
        {
            return new(new PersonaOutcome.Served(lookup.Row!, CacheState.Hit));
        }

        return new(BuildOnceAsync(request, key, lookup.Head, now, state, cancellationToken));
    }

    /// <summary>Why a row may not be served, in the metric's words; null for one that may.</summary>
    private static string? StaleCauseOf(PersonaRow row, MindscapeVersion head, int revision, long received, DateTimeOffset now) =>
        row.GeneratedAt > now ? "clock"
        : now >= row.ExpiresAt ? "expired"
        : row.MindscapeVersion < head ? "mindscape"
        : row.MapperRevision != revision ? "mapper"
        : row.LastSequence < received ? "receipt"
        : null;

    /// <summary>A row that was generated after now comes from a clock that was set back since, and says what is not true yet.</summary>
    internal static bool IsCurrent(PersonaRow row, DateTimeOffset now) => row.GeneratedAt <= now && now < row.ExpiresAt;

    /// <summary>
    /// Runs one build for all concurrent readers that may share its result. The head and the receipt are part of the key, so a reader never
    /// joins a build that started from an older state than it requires.
    /// </summary>
    private async Task<PersonaOutcome> BuildOnceAsync(
        PersonaRequest request, PersonaKey key, MindscapeVersion head, DateTimeOffset now, CacheState state, CancellationToken cancellationToken)
    {
        var flight = new FlightKey(request.PersonId, key, request.Mapper.Revision, head, request.After?.LastSequence ?? 0);
        var landing = new TaskCompletionSource<PersonaOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var joined = _flights.GetOrAdd(flight, landing.Task);
        if (joined != landing.Task)
        {
            var shared = await joined.WaitAsync(cancellationToken);

            // The shared persona may have expired since it was built.
            return shared is PersonaOutcome.Served { Row: var row } && !IsCurrent(row, Instants.Truncate(time.GetUtcNow()))
                ? await GetAsync(request, cancellationToken)
                : shared;
        }

        try
        {
            // Not the caller's token, because other readers may wait for this result.
            var outcome = await BuildCurrentAsync(request, head, now, state);

            // Removed before it lands: a reader who finds the shared persona expired must start a build, not join this one again.
            _flights.TryRemove(flight, out _);
            landing.SetResult(outcome);
            return outcome;
        }
        catch (Exception failure)
        {
            _flights.TryRemove(flight, out _);
            landing.SetException(failure);
            _ = landing.Task.Exception; // observe the exception so that no UnobservedTaskException is raised
            throw;
        }
    }

    /// <summary>Builds and saves a persona, again when the stores took so long that it has expired meanwhile.</summary>
    private async Task<PersonaOutcome> BuildCurrentAsync(PersonaRequest request, MindscapeVersion head, DateTimeOffset now, CacheState state)
    {
        while (true)
        {
            var outcome = await BuildAsync(request, head, now, state, CancellationToken.None);
            if (outcome is not PersonaOutcome.Served { Row: var row })
            {
                return outcome;
            }

            await personas.SaveAsync(request.PersonId, row, CancellationToken.None);
            now = Instants.Truncate(time.GetUtcNow());
            if (IsCurrent(row, now))
            {
                return outcome;
            }
        }
    }

    private async Task<PersonaOutcome> BuildAsync(
        PersonaRequest request, MindscapeVersion head, DateTimeOffset at, CacheState state, CancellationToken cancellationToken)
    {
        var (started, mapper) = (_metrics.Start(), request.Mapper.Id.Value);
        using var span = Spans.Build(mapper, NameOf(state));
        try
        {
            PersonaOutcome outcome = await mindscapes.ReadAsync(request.PersonId, request.After, head, request.Cut, cancellationToken) switch
            {
                MindscapeOutcome.Found found => Project(request, found.Mindscape, at, state),
                var refused => Refuse(refused),
            };
            _metrics.Built(started, mapper, NameOf(outcome));
            return outcome;
        }
        catch (Exception fault)
        {
            _metrics.Built(started, mapper, "failed");
            Spans.Fail(span, fault);
            throw;
        }
    }

    /// <summary>Converts the outcome of a failed mindscape read.</summary>
    internal static PersonaOutcome Refuse(MindscapeOutcome outcome) => outcome switch
    {
        MindscapeOutcome.UnknownPerson => new PersonaOutcome.UnknownPerson(),
        MindscapeOutcome.NothingThen => new PersonaOutcome.NothingThen(),
        MindscapeOutcome.ForeignReceipt => new PersonaOutcome.ForeignReceipt(),
        MindscapeOutcome.NotYetVisible later => new PersonaOutcome.NotYetVisible(later.RetryAfter),
        var other => throw new InvalidOperationException($"no answer for {other}"),
    };

    private PersonaOutcome Project(PersonaRequest request, Mindscape mindscape, DateTimeOffset at, CacheState state) =>
        PersonaProjection.Project(mindscape, request.Mapper.Program, request.Mapper.Revision, request.Context, at) switch
        {
            ProjectionOutcome.Built built => Served(built.Persona, mindscape, request, state),
            ProjectionOutcome.MissingTraits missing => new PersonaOutcome.MissingTraits(missing.Paths),
            var other => throw new InvalidOperationException($"no answer for {other}"),
        };

    /// <summary>The key contains the catalog's hash, so a row built with another catalog is not found.</summary>
    private static PersonaKey KeyOf(PersonaRequest request, string catalogHash) =>
        new(request.Mapper.Id, string.Concat(request.Context.Digest, "-", catalogHash.AsSpan(0, 8)));

    private PersonaOutcome.Served Served(Persona persona, Mindscape mindscape, PersonaRequest request, CacheState state)
    {
        if (state != CacheState.Bypass)
        {
            _metrics.Lives(request.Mapper.Id.Value, persona.ExpiresAt - persona.GeneratedAt, NameOf(persona.ExpiryReason));
        }

        return new(ToRow(persona, mindscape, request), state);
    }

    private static string SuffixOf(string catalogHash) => $"-{catalogHash.AsSpan(0, 8)}";

    internal static PersonaRow ToRow(Persona persona, Mindscape mindscape, PersonaRequest request) => new()
    {
        Key = KeyOf(request, mindscape.CatalogHash),
        MapperRevision = request.Mapper.Revision,
        MindscapeVersion = mindscape.Version,
        LastSequence = mindscape.LastSequence,
        GeneratedAt = persona.GeneratedAt,
        ExpiresAt = persona.ExpiresAt,
        PersonaId = persona.Id,
        Body = PersonaJson.Write(persona),
    };

    private readonly record struct FlightKey(PersonId PersonId, PersonaKey Key, int Revision, MindscapeVersion Head, long LastSequence);
}
