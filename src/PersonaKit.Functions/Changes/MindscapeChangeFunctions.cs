using Microsoft.Azure.Functions.Worker;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Serving;

namespace PersonaKit.Functions.Changes;

/// <summary>The change feed of <c>mindscapes</c>.</summary>
public sealed class MindscapeChangeFunctions(MindscapeChangeBatchHandler changes, MapperRegistry mappers)
{
    private const int LettersPerRun = 5000;

    /// <remarks>
    /// The text of the batch and nothing narrower: a document that cannot be converted fails its whole batch before any code of ours
    /// runs, and the lease moves on. Without retries an exception loses the batch, too; with endless ones a poison document would block
    /// its partition. Leases are kept in a container that is there already: with Entra ID nothing may create one at run time.
    /// </remarks>
    [Function("foldMindscapes")]
    [ExponentialBackoffRetry(8, "00:00:01", "00:01:00")]
    public async Task FoldAsync(
        [CosmosDBTrigger(
            "%CosmosDatabase%",
            "mindscapes",
            Connection = "Cosmos",
            LeaseContainerName = "leases",
            StartFromBeginning = true,
            FeedPollDelay = 500,
            MaxItemsPerInvocation = 50)]
        string documents,
        FunctionContext context)
    {
        // Another instance may have published another trait catalog.
        await mappers.FollowAsync(context.CancellationToken);
        await changes.HandleAsync(ChangeBatch.Split(documents), Attempt.IsLast(context.RetryContext), context.CancellationToken);
    }

    /// <summary>
    /// What was parked is tried again every quarter of an hour: a version that can handle it empties the container by itself.
    /// </summary>
    [Function("replayDeadLetters")]
    public Task ReplayAsync([TimerTrigger("0 */15 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        changes.ReplayAsync(LettersPerRun, cancellationToken);
}
