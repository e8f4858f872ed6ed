using System.Text.Json;
using Microsoft.Extensions.Logging;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Folding;

/// <summary>
/// A batch of a change feed whose host loses the batch when the handler fails and has no retries left. So every document is handled by itself: what can
/// never succeed becomes a dead letter and the rest goes on; what may succeed later is thrown at the end, for the host to bring the batch again
/// (documents that were handled fold nothing then), and on the last attempt becomes a dead letter, too.
/// </summary>
public sealed partial class MindscapeChangeBatchHandler(
    MindscapeChangeHandler handler, IDeadLetterStore deadLetters, TimeProvider time, ILogger<MindscapeChangeBatchHandler> logger)
{
    private const string MindscapeKind = "mindscape";

    /// <param name="documents">JSON texts with at least <c>id</c>, <c>person_id</c> and <c>kind</c>; what else they hold is not looked at.</param>
    public async Task HandleAsync(IReadOnlyList<string> documents, bool isLastAttempt, CancellationToken cancellationToken)
    {
        Exception? transient = null;
        foreach (var (documentId, person) in Changed(documents))
        {
            if (person is null)
            {
                await ParkAsync(documentId, "NotAPerson", null, cancellationToken);
                continue;
            }

            try
            {
                await HandleAsync(person.Value, cancellationToken);
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
                await ParkAsync(documentId, fault.GetType().Name, fault, cancellationToken);
            }
        }

        if (transient is not null)
        {
            throw new StoreUnavailableException("a part of the batch has to come again", transient);
        }
    }

    /// <summary>Handles every parked change again and takes its letter away when that succeeds. Returns how many succeeded and how many did not.</summary>
    public async Task<(int Handled, int Parked)> ReplayAsync(int limit, CancellationToken cancellationToken)
    {
        var (handled, parked) = (0, 0);
        foreach (var letter in await deadLetters.ListAsync(limit, cancellationToken))
        {
            // Nobody's document is on the feed again as soon as somebody mends it.
            if (letter.PersonId is not { } person)
            {
                parked++;
                continue;
            }

            try
            {
                await handler.HandleAsync(person, cancellationToken);
                await deadLetters.RemoveAsync(letter.DocumentId, cancellationToken);
                handled++;
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                await ParkAsync(letter.DocumentId, fault.GetType().Name, fault, cancellationToken);
                parked++;
            }
        }

        return (handled, parked);
    }

    private Task ParkAsync(string documentId, string reason, Exception? fault, CancellationToken cancellationToken)
    {
        LogParked(logger, reason, fault);
        return deadLetters.ParkAsync(documentId, reason, time.GetUtcNow(), cancellationToken);
    }

    /// <summary>Of an erased person no letter is kept either.</summary>
    private async Task HandleAsync(PersonId personId, CancellationToken cancellationToken)
    {
        if (await handler.HandleAsync(personId, cancellationToken) == FoldOutcome.Erased)
        {
            await deadLetters.RemoveAsync(personId.Value, cancellationToken);
        }
    }

    private static bool IsTransient(Exception fault) => fault is StoreUnavailableException or TimeoutException or OperationCanceledException;

    /// <summary>Each document once: a fold takes all that waits. No person where the document does not say whose it is.</summary>
    private List<(string DocumentId, PersonId? Person)> Changed(IReadOnlyList<string> documents)
    {
        var changed = new List<(string, PersonId?)>();
        foreach (var document in documents)
        {
            try
            {
                using var json = JsonDocument.Parse(document);
                if (json.RootElement.TryGetProperty("kind", out var kind) && kind.ValueEquals(MindscapeKind))
                {
                    var named = PersonId.TryParse(TextOf(json.RootElement, "person_id"), out var person);
                    var change = (named ? person.Value : TextOf(json.RootElement, "id") ?? throw new KeyNotFoundException(), named ? person : (PersonId?)null);
                    if (!changed.Contains(change))
                    {
                        changed.Add(change);
                    }
                }
            }
            catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or KeyNotFoundException)
            {
                LogUnreadable(logger, malformed);
            }
        }

        return changed;
    }

    private static string? TextOf(JsonElement document, string name) =>
        document.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [LoggerMessage(Level = LogLevel.Error, Message = "A change could not be handled ({Reason}) and was parked as a dead letter")]
    private static partial void LogParked(ILogger logger, string reason, Exception? fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "A document of the change feed has no id and no person: it cannot even be parked")]
    private static partial void LogUnreadable(ILogger logger, Exception fault);
}
