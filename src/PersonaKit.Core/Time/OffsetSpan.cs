namespace PersonaKit.Core.Time;

/// <summary>A stretch of time in which a zone's offset from UTC does not change: [<see cref="From"/>, <see cref="Until"/>), in UTC.</summary>
public readonly record struct OffsetSpan(DateTime From, DateTime Until, TimeSpan Offset)
{
    /// <summary>True when the UTC time lies in the span.</summary>
    public bool Contains(DateTime utc) => From <= utc && utc < Until;
}
