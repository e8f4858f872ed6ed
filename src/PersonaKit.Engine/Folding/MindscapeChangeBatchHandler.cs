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

    /// <param name="documents">JSON texts with at least <c>person_id</c> and <c>kind</c>; what else they hold is not looked at.</param>
    public async Task HandleAsync(IReadOnlyList<string> documents, bool isLastAttempt, CancellationToken cancellationToken)
    {
        Exception? transient = null;
        foreach (var person in People(documents))
        {
            try
            {
                await HandleAsync(person, cancellationToken);
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
                LogParked(logger, fault.GetType().Name, fault);
                await deadLetters.ParkAsync(person, fault.GetType().Name, time.GetUtcNow(), cancellationToken);
            }
        }

        if (transient is not null)
        {
            throw new StoreUnavailableException("a part of the batch has to come again", transient);
        }
    }

    /// <summary>Handles the person's change again and takes the letter away when that succeeds.</summary>
    public async Task ReplayAsync(PersonId personId, CancellationToken cancellationToken)
    {
        await handler.HandleAsync(personId, cancellationToken);
        await deadLetters.RemoveAsync(personId, cancellationToken);
    }

    /// <summary>Of an erased person no letter is kept either.</summary>
    private async Task HandleAsync(PersonId personId, CancellationToken cancellationToken)
    {
        if (await handler.HandleAsync(personId, cancellationToken) == FoldOutcome.Erased)
        {
            await deadLetters.RemoveAsync(personId, cancellationToken);
        }
    }

    private static bool IsTransient(Exception fault) => fault is StoreUnavailableException or TimeoutException or OperationCanceledException;

    /// <summary>Each person once: a fold takes all that waits. A document that says nobody's name has nothing to fold and nothing to replay.</summary>
    private List<PersonId> People(IReadOnlyList<string> documents)
    {
        var people = new List<PersonId>();
        foreach (var document in documents)
        {
            try
            {
                using var json = JsonDocument.Parse(document);
                if (json.RootElement.TryGetProperty("kind", out var kind) && kind.ValueEquals(MindscapeKind)
                    && PersonId.TryParse(json.RootElement.GetProperty("person_id").GetString(), out var person) && !people.Contains(person))
                {
                    people.Add(person);
                }
            }
            catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or KeyNotFoundException)
            {
                LogUnreadable(logger, malformed);
            }
        }

        return people;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A change could not be handled ({Reason}) and was parked as a dead letter")]
    private static partial void LogParked(ILogger logger, string reason, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "A document of the change feed could not be read")]
    private static partial void LogUnreadable(ILogger logger, Exception fault);
}
