namespace PersonaKit.Functions.Changes;

/// <summary>Takes one delivery of the change feed.</summary>
public interface IMindscapeChanges
{
    /// <param name="documents">The changed documents as the host wrote them: a JSON array, its dates not as they were stored.</param>
    /// <param name="isLastAttempt">True when a failure now loses the batch, because nobody delivers it again.</param>
    Task HandleAsync(string documents, bool isLastAttempt, CancellationToken cancellationToken);
}
