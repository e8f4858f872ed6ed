namespace PersonaKit.Core.Personas.Ranking;

/// <summary>What a vote did to the weight of its rule, or why it did nothing.</summary>
public enum WeightEffect
{
    /// <summary>A helpful vote raised the weight.</summary>
    Raised,

    /// <summary>An unhelpful vote lowered the weight.</summary>
    Lowered,

    /// <summary>A neutral vote never does anything.</summary>
    Neutral,

    /// <summary>Unhelpful, but too few of the kind lie within the window that ends with it.</summary>
    BelowThreshold,

    /// <summary>Unhelpful and enough of them, but the weight was lowered less than 24 hours before.</summary>
    Cooldown,

    /// <summary>The weight is as far as a vote of this kind may move it.</summary>
    AtBound,

    /// <summary>The adjustment for this verdict is 0.</summary>
    NoAdjustment,

    /// <summary>The rule is locked.</summary>
    Locked,
}
