namespace PersonaKit.Core.Mindscapes.Voting;

/// <summary>
/// The rule a vote is about, by its mapper's id and its own: rules of one name in two mappers are two rules. Plain texts, because a mindscape knows of
/// no mapper; ordinal order.
/// </summary>
public readonly record struct RuleKey(string MapperId, string RuleId) : IComparable<RuleKey>
{
    /// <summary>Orders by mapper, then by rule, both ordinal.</summary>
    public int CompareTo(RuleKey other)
    {
        var byMapper = string.CompareOrdinal(MapperId, other.MapperId);
        return byMapper != 0 ? byMapper : string.CompareOrdinal(RuleId, other.RuleId);
    }
}
