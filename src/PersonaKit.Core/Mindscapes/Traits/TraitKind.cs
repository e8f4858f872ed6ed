namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>What a trait keeps of its observations, and so what can be read from it.</summary>
public enum TraitKind
{
    /// <summary>A number that varies around a mean.</summary>
    Quantity,

    /// <summary>One of several words; the one with most evidence wins.</summary>
    Category,

    /// <summary>Several words at once, the strongest first.</summary>
    Tags,

    /// <summary>A score over the 24 local hours of a day.</summary>
    Rhythm,

    /// <summary>Any JSON value; the newest stands.</summary>
    Fact,
}
