namespace PersonaKit.Engine.Storage;

/// <summary>The result of writing a mapper's head.</summary>
public abstract record MapperWriteOutcome
{
    private MapperWriteOutcome() { }

    /// <summary>The change was saved, or there was nothing to change.</summary>
    /// <param name="Head">The current head.</param>
    public sealed record Saved(MapperHead Head) : MapperWriteOutcome;

    /// <summary>The mapper has changed since the caller read it; nothing was written.</summary>
    public sealed record Conflict : MapperWriteOutcome;

    /// <summary>The mapper has no such revision; nothing was written.</summary>
    public sealed record UnknownRevision : MapperWriteOutcome;

    /// <summary>The text is larger than the store accepts; nothing was written.</summary>
    public sealed record TooLarge : MapperWriteOutcome;
}
