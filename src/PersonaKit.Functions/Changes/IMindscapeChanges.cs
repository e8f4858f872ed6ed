namespace PersonaKit.Functions.Changes;

/// <summary>Takes one delivery of the change feed.</summary>
public interface IMindscapeChanges
{
    /// <param name="documents">The changed documents, each as the host wrote it: JSON whose dates are not as they were stored.</param>
    /// <param name="isLastAttempt">True when a failure now loses the batch, because nobody delivers it again.</param>
    Task HandleAsync(IReadOnlyList<string> documents, bool isLastAttempt, CancellationToken cancellationToken);
}
