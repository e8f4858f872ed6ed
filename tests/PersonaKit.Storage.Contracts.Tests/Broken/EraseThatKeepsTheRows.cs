using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Broken;

/// <summary>Erases only the mindscape and lets the rows expire.</summary>
internal sealed class EraseThatKeepsTheRows(IPersonaStore inner) : BrokenPersonaStore(inner)
{
    public override Task EraseAsync(PersonId personId, MindscapeVersion tombstone, DateTimeOffset forgetAt, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
