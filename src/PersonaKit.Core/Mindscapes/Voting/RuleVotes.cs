using System.Collections.Immutable;
using System.Text.Json;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Voting;

/// <summary>
/// A person's votes by rule, immutable. Which votes are kept depends on the set of all votes alone: a vote goes when <see cref="MaxPerRule"/> newer ones
/// of its rule are there, or as many newer kept ones of all rules as a person has room for, and further votes only add to both.
/// </summary>
public sealed class RuleVotes
{
    /// <summary>The newest of each rule.</summary>
    public const int MaxPerRule = 256;

    /// <summary>The newest of all rules: nobody votes that often, and a client in a loop must not outgrow the document they are stored in.</summary>
    public const int MaxPerPerson = 2048;

    /// <summary>
    /// What the newest of all rules may take as stored, in bytes of JSON. A vote counts with the longest id and with its rule's whole name, so that one that
    /// takes another's place never leaves more room than that did.
    /// </summary>
    public const int MaxBytesPerPerson = 256 * 1024;

    /// <summary>An instant, an id of the greatest length, the verdict, and what stands around them and around both names.</summary>
    private const int VoteBytes = 36 + ObservationId.MaxLength;

    /// <summary>No votes.</summary>
    public static readonly RuleVotes Empty = new(ImmutableSortedDictionary<RuleKey, ImmutableArray<RuleVote>>.Empty);

    private readonly ImmutableSortedDictionary<RuleKey, ImmutableArray<RuleVote>> _byRule;

    private RuleVotes(ImmutableSortedDictionary<RuleKey, ImmutableArray<RuleVote>> byRule) => _byRule = byRule;

    /// <summary>True without votes.</summary>
    public bool IsEmpty => _byRule.IsEmpty;

    /// <summary>In ordinal order of mapper and rule, each rule's votes oldest first.</summary>
    public IEnumerable<(RuleKey Rule, ImmutableArray<RuleVote> Votes)> All => _byRule.Select(entry => (entry.Key, entry.Value));

    /// <summary>The votes on one rule, oldest first; ties in time are broken by id.</summary>
    public ImmutableArray<RuleVote> Of(string mapperId, string ruleId) =>
        !_byRule.IsEmpty && _byRule.TryGetValue(new(mapperId, ruleId), out var votes) ? votes : [];

    /// <summary>The votes with further ones, of which the oldest go when there are too many.</summary>
    /// <param name="fresh">None of which it knows yet.</param>
    public RuleVotes With(IEnumerable<(RuleKey Rule, RuleVote Vote)> fresh)
    {
        var next = _byRule.ToBuilder();
        foreach (var votes in fresh.GroupBy(entry => entry.Rule, entry => entry.Vote))
        {
            next[votes.Key] = [.. next.GetValueOrDefault(votes.Key, []).Concat(votes).Order().TakeLast(MaxPerRule)];
        }

        return new(IsTooMuch(next) ? Newest(next) : next.ToImmutable());
    }

    private static bool IsTooMuch(IReadOnlyDictionary<RuleKey, ImmutableArray<RuleVote>> byRule) =>
        byRule.Values.Sum(votes => votes.Length) > MaxPerPerson || byRule.Sum(entry => (long)entry.Value.Length * BytesOf(entry.Key)) > MaxBytesPerPerson;

    private static int BytesOf(RuleKey rule) =>
        VoteBytes + rule.MapperId.Length + JsonEncodedText.Encode(rule.RuleId, DataValueJson.WriterOptions.Encoder).EncodedUtf8Bytes.Length;

    private static ImmutableSortedDictionary<RuleKey, ImmutableArray<RuleVote>> Newest(IEnumerable<KeyValuePair<RuleKey, ImmutableArray<RuleVote>>> byRule)
    {
        var room = MaxBytesPerPerson;
        return byRule
            .SelectMany(
                entry =>
                {
                    var bytes = BytesOf(entry.Key);
                    return entry.Value.Select(vote => (Rule: entry.Key, Vote: vote, Bytes: bytes));
                })
            .OrderByDescending(entry => entry.Vote)
            .Take(MaxPerPerson)
            .TakeWhile(entry => (room -= entry.Bytes) >= 0)
            .Reverse()
            .GroupBy(entry => entry.Rule, entry => entry.Vote)
            .ToImmutableSortedDictionary(votes => votes.Key, votes => votes.ToImmutableArray());
    }
}
