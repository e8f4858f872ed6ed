namespace PersonaKit.Engine.Storage;

/// <summary>The result for one observation of an append.</summary>
public abstract record AppendedItem
{
    private AppendedItem() { }

    /// <summary>Stored now.</summary>
    /// <param name="Number">Its sequence number, from 1 for each person.</param>
    public sealed record Accepted(long Number) : AppendedItem;

    /// <summary>Already stored with the same fingerprint.</summary>
    /// <param name="Number">Its sequence number.</param>
    public sealed record Duplicate(long Number) : AppendedItem;

    /// <summary>Another observation with this id is already stored.</summary>
    public sealed record Conflict : AppendedItem;

    /// <summary>
    /// It, or another item under its id, takes back an id for which an item of the batch is refused
    /// (<see cref="Core.Observations.Retraction.RefusedIn"/>), so it is not stored.
    /// </summary>
    public sealed record Refused : AppendedItem;

    /// <summary>An observation with this id was retracted and scrubbed; nothing is stored under its id again.</summary>
    /// <param name="Number">Its sequence number.</param>
    public sealed record Retracted(long Number) : AppendedItem;
}
