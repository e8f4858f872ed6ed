namespace PersonaKit.Engine.Storage;

/// <summary>What became of a change of a mapper's head.</summary>
public abstract record MapperWriteOutcome
{
    private MapperWriteOutcome() { }

    /// <summary>The head as it is now; the one that was read when there was nothing to change.</summary>
    public sealed record Saved(MapperHead Head) : MapperWriteOutcome;

    /// <summary>The mapper is not what the caller read; nothing changed.</summary>
    public sealed record Conflict : MapperWriteOutcome;

    public sealed record UnknownRevision : MapperWriteOutcome;

    /// <summary>The text does not fit the store.</summary>
    public sealed record TooLarge : MapperWriteOutcome;
}
