using PersonaKit.Core.Mindscapes;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Saves folds without scrubbing: the store below sees no retraction in the inbox.</summary>
internal sealed class RememberingReplace(IMindscapeStore inner) : BrokenMindscapeStore(inner)
{
    public override Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis, Mindscape folded, CancellationToken cancellationToken) =>
        Inner.ReplaceAsync(
            basis with { Inbox = [.. basis.Inbox.Select(accepted => accepted with { Observation = accepted.Observation with { Type = "note", Corrects = null } })] },
            folded,
            cancellationToken);
}
