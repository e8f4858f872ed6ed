using PersonaKit.Core.Mindscapes;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Replaces without checking the version.</summary>
internal sealed class VersionIgnoringReplace(IMindscapeStore inner) : BrokenMindscapeStore(inner)
{
    public override async Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis, Mindscape folded, CancellationToken cancellationToken)
    {
        while (true)
        {
            var current = await Inner.ReadAsync(folded.PersonId, cancellationToken);
            if (current is not { IsErased: false })
            {
                return ReplaceOutcome.Conflict;
            }

            var next = folded with { Version = current.Mindscape.Version.Next() };
            if (await Inner.ReplaceAsync(current with { LastSequence = basis.LastSequence }, next, cancellationToken) == ReplaceOutcome.Saved)
            {
                return ReplaceOutcome.Saved;
            }
        }
    }
}
