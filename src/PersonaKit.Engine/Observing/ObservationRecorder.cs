using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PersonaKit.Core.Mindscapes.Voting;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Storage;
using PersonaKit.Engine.Telemetry;

namespace PersonaKit.Engine.Observing;

/// <summary>
/// Takes observations: checks them against the catalog, gives them ids and instants, makes them durable, hands out a receipt. And takes
/// them back.
/// </summary>
public sealed class ObservationRecorder(
    IMindscapeStore store, CatalogSource catalogs, EngineOptions options, TimeProvider time, EngineTelemetry? telemetry = null)
{
    private static readonly TimeSpan FullInboxPause = TimeSpan.FromSeconds(1);

    private readonly ObservationMetrics _metrics = (telemetry ?? EngineTelemetry.Default).Observations;

    /// <summary>The current instant, in whole milliseconds.</summary>
    public DateTimeOffset Now => Instants.Truncate(time.GetUtcNow());

    /// <summary>
    /// Validates a batch and makes it durable. An invalid batch is not stored at all; of a valid one, items whose id is taken are left out.
    /// </summary>
    /// <param name="personId">Whose observations they are.</param>
    /// <param name="drafts">The observations as sent.</param>
    /// <param name="idempotencyKey"> When given, an observation without an id gets one derived from the key and its place in the batch,
    /// so that a retried batch is the same batch.
    /// </param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<RecordOutcome> RecordAsync(
        PersonId personId, ImmutableArray<ObservationDraft> drafts, string? idempotencyKey, CancellationToken cancellationToken)
    {
        using var span = Spans.Observe(drafts.Length);
        try
        {
            var outcome = await RecordAsync(personId, drafts, idempotencyKey, Spans.TraceParentOf(span), cancellationToken);
            _metrics.Count(outcome, drafts.Length);
            return outcome;
        }
        catch (Exception fault)
        {
            Spans.Fail(span, fault);
            throw;
        }
    }

    private async Task<RecordOutcome> RecordAsync(
        PersonId personId, ImmutableArray<ObservationDraft> drafts, string? idempotencyKey, string? trace, CancellationToken cancellationToken)
    {
        var now = Now;
        if (RefuseInvalid(drafts, now) is { } invalid)
        {
            return invalid;
        }

        var batch = Accept(drafts, idempotencyKey, now, trace);
        if (RefuseLarge(drafts, batch) is { } refused)
        {
            return refused;
        }

        return await store.AppendAsync(personId, batch, options.InboxLimit, cancellationToken) switch
        {
            AppendOutcome.Appended appended => Recorded(personId, batch, appended.Items),
            AppendOutcome.UnknownPerson => new RecordOutcome.UnknownCorrected(FaultsOf(drafts, static _ => true)),
            AppendOutcome.UnknownObservations unknown => new RecordOutcome.UnknownCorrected(FaultsOf(drafts, unknown.Ids.Contains)),
            _ => new RecordOutcome.InboxFull(FullInboxPause),
        };
    }

    /// <summary>
    /// Makes it durable that the observation no longer counts. The fold that follows takes it out of the traits and forgets what it said.
    /// </summary>
    public async Task<RetractOutcome> RetractAsync(PersonId personId, ObservationId id, CancellationToken cancellationToken)
    {
        using var span = Spans.Retract();
        try
        {
            return await RetractAsync(personId, id, Spans.TraceParentOf(span), cancellationToken);
        }
        catch (Exception fault)
        {
            Spans.Fail(span, fault);
            throw;
        }
    }

    private async Task<RetractOutcome> RetractAsync(PersonId personId, ObservationId id, string? trace, CancellationToken cancellationToken)
    {
        return await store.AppendAsync(personId, [Traced(Retraction.Of(id, Now), trace)], options.InboxLimit, cancellationToken) switch
        {
            AppendOutcome.Appended { Items: [AppendedItem.Accepted accepted] } => new RetractOutcome.Retracted(Receipt.For(personId, accepted.Number)),
            AppendOutcome.Appended { Items: [AppendedItem.Duplicate duplicate] } => new RetractOutcome.Retracted(Receipt.For(personId, duplicate.Number)),
            AppendOutcome.Full => new RetractOutcome.InboxFull(FullInboxPause),
            AppendOutcome.UnknownPerson => new RetractOutcome.UnknownPerson(),
            AppendOutcome.UnknownObservations => new RetractOutcome.UnknownObservation(),
            var other => throw new InvalidOperationException($"no answer for {other}"),
        };
    }

    /// <summary>
    /// Adds a fault for everything the catalog has against the drafts: for a request that is refused anyway, so that its sender hears of
    /// all at once.
    /// </summary>
    public void Check(ImmutableArray<ObservationDraft> drafts, List<Fault> faults)
    {
        var now = Now;
        foreach (var draft in drafts)
        {
            catalogs.Current.Validate(draft, now, faults);
        }

        // A body in which no observation can be told from another counts as one.
        _metrics.Refused(Math.Max(1, drafts.Length), ObservationMetrics.Invalid);
    }

    /// <summary>What the catalog has against the drafts as of an instant; null when it has nothing.</summary>
    internal RecordOutcome.Invalid? RefuseInvalid(ImmutableArray<ObservationDraft> drafts, DateTimeOffset now)
    {
        var faults = new List<Fault>();
        foreach (var draft in drafts)
        {
            catalogs.Current.Validate(draft, now, faults);
        }

        return faults.Count > 0 ? new RecordOutcome.Invalid([.. faults]) : null;
    }

    /// <summary>Which of the accepted drafts are larger than is taken; null when none is.</summary>
    /// <param name="drafts">For the places the faults name.</param>
    /// <param name="observations">What became of the drafts, in the same order.</param>
    internal RecordOutcome.TooLarge? RefuseLarge(ImmutableArray<ObservationDraft> drafts, ImmutableArray<Observation> observations)
    {
        List<Fault>? faults = null;
        for (var i = 0; i < drafts.Length; i++)
        {
            var size = observations[i].Encoded.Size;
            if (size > options.MaxObservationBytes)
            {
                (faults ??= []).Add(new(
                    $"{drafts[i].Pointer}/content", $"content and meta have {size} bytes of JSON, at most {options.MaxObservationBytes} are taken"));
            }
        }

        return faults is null ? null : new RecordOutcome.TooLarge([.. faults]);
    }

    private static ImmutableArray<Observation> Accept(
        ImmutableArray<ObservationDraft> drafts, string? idempotencyKey, DateTimeOffset now, string? trace)
    {
        var observations = ImmutableArray.CreateBuilder<Observation>(drafts.Length);
        for (var i = 0; i < drafts.Length; i++)
        {
            observations.Add(Traced(drafts[i].Accept(drafts[i].Id ?? NewId(idempotencyKey, i, now), now), trace));
        }

        return observations.MoveToImmutable();
    }

    private static Observation Traced(Observation observation, string? trace) => trace is null ? observation : observation with { TraceParent = trace };

    /// <summary>What is corrected was accepted before, or comes earlier in the same batch.</summary>
    private static ImmutableArray<Fault> FaultsOf(ImmutableArray<ObservationDraft> drafts, Func<ObservationId, bool> isUnknown)
    {
        var earlier = new HashSet<ObservationId>();
        var faults = ImmutableArray.CreateBuilder<Fault>();
        foreach (var draft in drafts)
        {
            if (draft.Corrects is { } id && !earlier.Contains(id) && isUnknown(id))
            {
                faults.Add(new($"{draft.Pointer}/corrects", $"no observation '{id}' of this person was ever accepted, and none comes earlier in this request"));
            }

            if (draft.Id is { } own)
            {
                earlier.Add(own);
            }
        }

        return faults.DrainToImmutable();
    }

    private RecordOutcome.Recorded Recorded(PersonId personId, ImmutableArray<Observation> batch, ImmutableArray<AppendedItem> outcomes)
    {
        var items = ImmutableArray.CreateBuilder<RecordedItem>(batch.Length);
        var newest = 0L;
        for (var i = 0; i < batch.Length; i++)
        {
            var (status, number) = outcomes[i] switch
            {
                AppendedItem.Accepted accepted => (RecordStatus.Accepted, accepted.Number),
                AppendedItem.Duplicate duplicate => (RecordStatus.Duplicate, duplicate.Number),
                AppendedItem.Retracted retracted => (RecordStatus.Retracted, retracted.Number),
                AppendedItem.Refused => (RecordStatus.Refused, 0),
                _ => (RecordStatus.Conflict, 0),
            };
            newest = Math.Max(newest, number);
            var feeds = status == RecordStatus.Retracted ? [] : catalogs.Current.TraitsFedBy(batch[i]);
            var isRead = !feeds.IsEmpty || status == RecordStatus.Retracted || batch[i].Type == FeedbackContent.Type;
            items.Add(new RecordedItem(batch[i].Id, status, feeds, IsUnmapped: !isRead));
        }

        return new RecordOutcome.Recorded(newest > 0 ? Receipt.For(personId, newest) : null, items.MoveToImmutable());
    }

    private static ObservationId NewId(string? idempotencyKey, int index, DateTimeOffset now) =>
        ObservationId.Parse(idempotencyKey is null
            ? Guid.CreateVersion7(now > DateTimeOffset.UnixEpoch ? now : DateTimeOffset.UnixEpoch).ToString("n") // such ids begin in 1970, a clock may not
            : "k" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{idempotencyKey}\n{index}")).AsSpan(0, 16)));
}
