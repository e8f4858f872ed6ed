using PersonaKit.Engine.Folding;

namespace PersonaKit.Functions.Changes;

/// <summary>The engine's handler, which decides per document what is folded, what comes again and what is parked.</summary>
internal sealed class MindscapeChanges(MindscapeChangeBatchHandler handler) : IMindscapeChanges
{
    public Task HandleAsync(IReadOnlyList<string> documents, bool isLastAttempt, CancellationToken cancellationToken) =>
        handler.HandleAsync(documents, isLastAttempt, cancellationToken);
}
