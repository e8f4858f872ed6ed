namespace PersonaKit.Storage.Contracts;

/// <summary>A step of a generated history.</summary>
internal enum RetractionStep
{
    Post,
    Retract,
    Correct,

    /// <summary>An earlier observation is sent again, retracted or not.</summary>
    Repeat,
    Fold,

    /// <summary>A fold based on an earlier read is saved late.</summary>
    FoldLate,
}
