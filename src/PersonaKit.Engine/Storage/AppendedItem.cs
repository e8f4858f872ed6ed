namespace PersonaKit.Engine.Storage;

/// <summary>What became of one observation of an append.</summary>
public abstract record AppendedItem
{
    private AppendedItem() { }

    /// <summary>Taken now, as the person's observation of this number.</summary>
    public sealed record Accepted(long Number) : AppendedItem;

    /// <summary>Taken before, with the same fingerprint, under this number.</summary>
    public sealed record Duplicate(long Number) : AppendedItem;

    /// <summary>The id was taken before by another observation.</summary>
    public sealed record Conflict : AppendedItem;

    /// <summary>Taken before under this number, retracted since and forgotten: whatever comes under its id is not taken again.</summary>
    public sealed record Retracted(long Number) : AppendedItem;
}
