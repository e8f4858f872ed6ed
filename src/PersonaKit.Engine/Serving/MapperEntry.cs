using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Serving;

/// <summary>A mapper as an instance knows it.</summary>
/// <param name="Active">Null when no revision is active, or the active one cannot be read by this version.</param>
/// <param name="Shown">The active revision, else the newest: what there is to tell about the mapper. Null when it cannot be read.</param>
public sealed record MapperEntry(MapperHead Head, CompiledMapper? Active, CompiledMapper? Shown)
{
    public bool IsUnreadable => Head.Active is not null && Active is null;
}
