using System.Text.Json;
using Microsoft.Extensions.Logging;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Engine.Telemetry;

namespace PersonaKit.Engine.Folding;

/// <summary>
/// Handles a batch of a change feed whose host drops the batch when the handler fails without retries left. Each document is handled on its
/// own. A permanent failure becomes a dead letter, and the next document is handled. A transient failure is thrown at the end, so that the
/// host redelivers the batch (documents that were already folded fold nothing); on the last attempt it becomes a dead letter too.
/// </summary>
public sealed partial class MindscapeChangeBatchHandler(
    MindscapeChangeHandler handler,
    IDeadLetterStore deadLetters,
    TimeProvider time,
    ILogger<MindscapeChangeBatchHandler> logger,
    EngineTelemetry? telemetry = null,
    IFeedPulse? pulse = null)
{
    private const string MindscapeKind = "mindscape";

    private readonly FeedMetrics _metrics = (telemetry ?? EngineTelemetry.Default).Feed;

    /// <summary>Handles each changed mindscape once, notes a mark of the feed, and ignores documents of other kinds.</summary>
    /// <param name="documents">
    /// JSON documents with at least <c>id</c>, <c>person_id</c> and <c>kind</c>. What they say beside is what a read of the person has to
    /// show.
    /// </param>
    /// <param name="isLastAttempt">True when the host will not redeliver the batch.</param>
    /// <param name="cancellationToken">Cancels the batch.</param>
    /// <exception cref="StoreUnavailableException">A document failed for now; the batch must be redelivered.</exception>
    public async Task HandleAsync(IReadOnlyList<string> documents, bool isLastAttempt, CancellationToken cancellationToken)
    {
        Exception? transient = null;
        var changed = Changed(documents, out var hasPulse);
        if (hasPulse && pulse is not null)
        {
            await ReceiveAsync(pulse, cancellationToken);
        }

        foreach (var (documentId, change) in changed)
        {
            if (change is null)
            {
                await ParkAsync(documentId, "NotAPerson", default, null, FeedMetrics.Parked, cancellationToken);
                continue;
            }

            try
            {
                await HandleAsync(change, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception fault) when (!isLastAttempt && IsTransient(fault))
            {
                transient = fault;
            }
            catch (Exception fault)
            {
                await ParkAsync(documentId, fault.GetType().Name, change.Position, fault, FeedMetrics.Parked, cancellationToken);
            }
        }

        if (transient is not null)
        {
            throw new StoreUnavailableException("some changes of the batch failed for now; redeliver the batch", transient);
        }
    }

    /// <summary>Replays dead letters: handles each change again, and removes the dead letter when that succeeds.</summary>
    /// <param name="limit">The maximum number of dead letters to replay.</param>
    /// <param name="cancellationToken">Stops after the current dead letter.</param>
    /// <returns>How many succeeded, and how many stay.</returns>
    /// <exception cref="StoreUnavailableException">The dead-letter store is throttled or cannot be reached.</exception>
    public async Task<(int Handled, int Parked)> ReplayAsync(int limit, CancellationToken cancellationToken)
    {
        var (handled, parked) = (0, 0);
        foreach (var letter in await deadLetters.ListAsync(limit, cancellationToken))
        {
            // A document without a person id cannot be replayed. Repairing it puts it on the feed again.
            if (letter.PersonId is not { } person)
            {
                parked++;
                continue;
            }

            try
            {
                await handler.HandleAsync(new MindscapeChange(person, letter.Position), cancellationToken);
                await deadLetters.RemoveAsync(letter.DocumentId, cancellationToken);
                _metrics.DeadLetter(FeedMetrics.Replayed, null);
                handled++;
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                await ParkAsync(letter.DocumentId, fault.GetType().Name, letter.Position, fault, FeedMetrics.Kept, cancellationToken);
                parked++;
            }
        }

        _metrics.Backlog(parked);
        return (handled, parked);
    }

    private Task ParkAsync(string documentId, string reason, DocumentPosition position, Exception? fault, string action, CancellationToken cancellationToken)
    {
        LogParked(logger, reason, fault?.StackTrace ?? "");
        _metrics.DeadLetter(action, reason);
        return deadLetters.ParkAsync(documentId, reason, time.GetUtcNow(), position, cancellationToken);
    }

    /// <summary>
    /// A mark that cannot be noted is none that would be worth a retry of the batch: readiness speaks of the store anyway.
    /// </summary>
    private async Task ReceiveAsync(IFeedPulse feedPulse, CancellationToken cancellationToken)
    {
        try
        {
            await feedPulse.ReceiveAsync(time.GetUtcNow(), cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            LogPulseLost(logger);
        }
    }

    /// <summary>Handles one change. The dead letter of an erased person is removed too.</summary>
    private async Task HandleAsync(MindscapeChange change, CancellationToken cancellationToken)
    {
        if (await handler.HandleAsync(change, cancellationToken) == FoldOutcome.Erased)
        {
            await deadLetters.RemoveAsync(change.PersonId.Value, cancellationToken);
        }
    }

    private static bool IsTransient(Exception fault) => fault is StoreUnavailableException or TimeoutException or OperationCanceledException;

    /// <summary>
    /// The changed documents, each once, because a fold takes the whole inbox. The change is null when the document has no valid person id.
    /// </summary>
    private List<(string DocumentId, MindscapeChange? Change)> Changed(IReadOnlyList<string> documents, out bool hasPulse)
    {
        hasPulse = false;
        var changed = new List<(string DocumentId, MindscapeChange? Change)>();
        foreach (var document in documents)
        {
            try
            {
                using var json = JsonDocument.Parse(document);
                var hasKind = json.RootElement.TryGetProperty("kind", out var kind);
                hasPulse |= hasKind && kind.ValueEquals(FeedPulse.Kind);
                if (hasKind && kind.ValueEquals(MindscapeKind))
                {
                    var named = PersonId.TryParse(TextOf(json.RootElement, "person_id"), out var person);
                    var id = named ? person.Value : TextOf(json.RootElement, "id") ?? throw new KeyNotFoundException();
                    var change = named ? MindscapeChange.Read(person, json.RootElement) : null;
                    var known = changed.FindIndex(other => other.DocumentId == id && other.Change is null == change is null);
                    if (known < 0)
                    {
                        changed.Add((id, change));
                    }
                    else if (change is not null)
                    {
                        changed[known] = (id, changed[known].Change!.And(change));
                    }
                }
            }
            catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or KeyNotFoundException)
            {
                LogUnreadable(logger, malformed.GetType().Name);
            }
        }

        return changed;
    }

    private static string? TextOf(JsonElement document, string name) =>
        document.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Type and place of a failure, not its message: messages of parsers quote what a person said.
    [LoggerMessage(Level = LogLevel.Error, Message = "A change could not be handled ({Reason}) and was stored as a dead letter\n{StackTrace}")]
    private static partial void LogParked(ILogger logger, string reason, string stackTrace);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A document of the change feed has neither an id nor a person id; it cannot become a dead letter ({Failure})")]
    private static partial void LogUnreadable(ILogger logger, string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mark of the change feed could not be noted; readiness reports a feed that stands still until the next one")]
    private static partial void LogPulseLost(ILogger logger);
}
