using System.Collections.Immutable;

namespace PersonaKit.Core.Mindscapes.Voting;

/// <summary>
/// A person's votes by rule, immutable. Which votes are kept depends on the set of all votes alone: a vote goes when <see cref="MaxPerRule"/> newer ones
/// of its rule are there, or <see cref="MaxPerPerson"/> newer kept ones of all rules, and further votes only add to both counts.
/// </summary>
public sealed class RuleVotes
{
    /// <summary>The newest of each rule.</summary>
    public const int MaxPerRule = 256;

    /// <summary>The newest of all rules: nobody votes that often, and a client in a loop must not outgrow the document they are stored in.</summary>
    public const int MaxPerPerson = 8192;

    public static readonly RuleVotes Empty = new(ImmutableSortedDictionary<RuleKey, ImmutableArray<RuleVote>>.Empty);

    private readonly ImmutableSortedDictionary<RuleKey, ImmutableArray<RuleVote>> _byRule;

    private RuleVotes(ImmutableSortedDictionary<RuleKey, ImmutableArray<RuleVote>> byRule) => _byRule = byRule;

    public bool IsEmpty => _byRule.IsEmpty;

    /// <summary>In ordinal order of mapper and rule, each rule's votes oldest first.</summary>
    public IEnumerable<(RuleKey Rule, ImmutableArray<RuleVote> Votes)> All => _byRule.Select(entry => (entry.Key, entry.Value));

    /// <summary>The votes on one rule, oldest first; ties in time are broken by id.</summary>
    public ImmutableArray<RuleVote> Of(string mapperId, string ruleId) =>
        !_byRule.IsEmpty && _byRule.TryGetValue(new(mapperId, ruleId), out var votes) ? votes : [];

    /// <param name="fresh">None of which it knows yet.</param>
    public RuleVotes With(IEnumerable<(RuleKey Rule, RuleVote Vote)> fresh)
    {
        var next = _byRule.ToBuilder();
        foreach (var votes in fresh.GroupBy(entry => entry.Rule, entry => entry.Vote))
        {
            next[votes.Key] = [.. next.GetValueOrDefault(votes.Key, []).Concat(votes).Order().TakeLast(MaxPerRule)];
        }

        return new(next.Values.Sum(votes => votes.Length) > MaxPerPerson ? Newest(next) : next.ToImmutable());
    }

    private static ImmutableSortedDictionary<RuleKey, ImmutableArray<RuleVote>> Newest(IEnumerable<KeyValuePair<RuleKey, ImmutableArray<RuleVote>>> byRule) =>
        byRule.SelectMany(entry => entry.Value, (entry, vote) => (Rule: entry.Key, Vote: vote))
            .OrderBy(entry => entry.Vote)
            .TakeLast(MaxPerPerson)
            .GroupBy(entry => entry.Rule, entry => entry.Vote)
            .ToImmutableSortedDictionary(votes => votes.Key, votes => votes.ToImmutableArray());
}
