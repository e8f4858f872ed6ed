namespace PersonaKit.Engine.Observing;

/// <summary>What became of one observation of a batch.</summary>
public enum RecordStatus
{
    /// <summary>It is new and durable.</summary>
    Accepted,

    /// <summary>It was accepted before, with the same fingerprint.</summary>
    Duplicate,

    /// <summary>Its id belongs to another observation; this one was not stored.</summary>
    Conflict,

    /// <summary>Its id belongs to an observation that was retracted; this one was not stored.</summary>
    Retracted,

    /// <summary>It corrects an id for which another item of the batch was refused; this one was not stored.</summary>
    Refused,
}
