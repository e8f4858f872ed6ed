using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Serving;

/// <summary>A mapper in a snapshot of this instance.</summary>
/// <param name="Head">The mapper's state in the store.</param>
/// <param name="Active">The active revision; null when there is none, or when this version of the language rejects it.</param>
/// <param name="Shown">The active revision, or the newest one if none is active; null when this version of the language rejects it.</param>
public sealed record MapperEntry(MapperHead Head, CompiledMapper? Active, CompiledMapper? Shown)
{
    /// <summary>Whether a revision is active but this version of the language rejects it.</summary>
    public bool IsUnreadable => Head.Active is not null && Active is null;
}
