using System.Collections.Concurrent;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Counts versions from 0 again after an erase.</summary>
internal sealed class EraseThatRestartsTheVersion(IMindscapeStore inner) : BrokenMindscapeStore(inner)
{
    private readonly ConcurrentDictionary<PersonId, long> _erased = new();

    public override async Task<MindscapeVersion?> EraseAsync(PersonId personId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await Inner.EraseAsync(personId, at, cancellationToken) is not { } version)
        {
            return null;
        }

        _erased[personId] = version.Value;
        return MindscapeVersion.None;
    }

    public override async Task<StoredMindscape?> ReadAsync(PersonId personId, CancellationToken cancellationToken) =>
        await Inner.ReadAsync(personId, cancellationToken) is { } stored
            ? stored with { Mindscape = stored.Mindscape with { Version = new(stored.Mindscape.Version.Value - _erased.GetValueOrDefault(personId)) } }
            : null;

    public override Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis, Mindscape folded, CancellationToken cancellationToken)
    {
        var erased = _erased.GetValueOrDefault(folded.PersonId);
        return Inner.ReplaceAsync(
            basis with { Mindscape = basis.Mindscape with { Version = new(basis.Mindscape.Version.Value + erased) } },
            folded with { Version = new(folded.Version.Value + erased) },
            cancellationToken);
    }
}
