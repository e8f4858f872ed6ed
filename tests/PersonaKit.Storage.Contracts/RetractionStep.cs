namespace PersonaKit.Storage.Contracts;

/// <summary>What happens next in a generated history.</summary>
internal enum RetractionStep
{
    Post,
    Retract,
    Correct,

    /// <summary>Something that was sent before is sent again, retracted or not.</summary>
    Repeat,
    Fold,

    /// <summary>A fold of an earlier reading comes late.</summary>
    FoldLate,
}
