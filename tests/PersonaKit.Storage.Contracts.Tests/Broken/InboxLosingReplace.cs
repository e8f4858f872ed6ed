using PersonaKit.Core.Mindscapes;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Also removes observations that were accepted after the basis was read.</summary>
internal sealed class InboxLosingReplace(IMindscapeStore inner) : BrokenMindscapeStore(inner)
{
    public override async Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis, Mindscape folded, CancellationToken cancellationToken)
    {
        var current = await Inner.ReadAsync(folded.PersonId, cancellationToken);
        return await Inner.ReplaceAsync(basis with { LastSequence = current!.LastSequence }, folded, cancellationToken);
    }
}
