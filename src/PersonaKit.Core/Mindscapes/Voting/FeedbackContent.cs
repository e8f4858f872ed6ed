using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Voting;

/// <summary>
/// The observation type that says whether a rule's suggestion helped: <c>{"mapper_id": "daily_work_optimizer", "rule_id": "low_energy_break", "helpful": true}</c>,
/// or a <c>rating</c> from 1 to 5 in the place of <c>helpful</c>.
/// </summary>
public static class FeedbackContent
{
    /// <summary>The name of the observation type.</summary>
    public const string Type = "feedback";

    private const int MaxMapperIdLength = 64;
    private const int MaxRuleIdLength = 128;
    private const int MaxTextLength = 2000;
    private const int WorstRating = 1;
    private const int NeutralRating = 3;
    private const int BestRating = 5;

    /// <summary>Adds a fault for everything that is wrong.</summary>
    /// <param name="at">The JSON pointer of the content.</param>
    internal static void Validate(DataValue.Map content, string at, List<Fault> faults)
    {
        foreach (var (key, value) in content.Entries)
        {
            var pointer = ObservationDraftReader.Pointer(at, key);
            switch (key)
            {
                case "mapper_id" when !IsMapperId(value):
                    faults.Add(new(pointer, $"must be text: 1 to {MaxMapperIdLength} characters of a-z, 0-9 and _"));
                    break;
                case "rule_id" when !IsRuleId(value):
                    faults.Add(new(pointer, $"must be text: 1 to {MaxRuleIdLength} characters on one line"));
                    break;
                case "helpful" when value is not DataValue.Boolean:
                    faults.Add(new(pointer, $"must be true or false, this is {value.KindName}"));
                    break;
                case "rating" when RatingOf(value) is null:
                    faults.Add(new(pointer, $"must be a whole number from {WorstRating} to {BestRating}"));
                    break;
                case "persona_id" or "comment" when value is not DataValue.Text { Value.Length: <= MaxTextLength }:
                    faults.Add(new(pointer, $"must be text of at most {MaxTextLength} characters"));
                    break;
                case "mapper_id" or "rule_id" or "helpful" or "rating" or "persona_id" or "comment":
                    break;
                default:
                    faults.Add(new(pointer, "unknown field; feedback says mapper_id, rule_id, helpful or rating, persona_id and comment (id and observed_at stand beside them only in a post of feedback)"));
                    break;
            }
        }

        foreach (var key in (ReadOnlySpan<string>)["mapper_id", "rule_id"])
        {
            if (content[key] is null)
            {
                faults.Add(new($"{at}/{key}", "is required"));
            }
        }

        switch (content["helpful"], content["rating"])
        {
            case (null, null):
                faults.Add(new($"{at}/helpful", $"is required, or a rating from {WorstRating} to {BestRating}"));
                break;
            case (not null, not null):
                faults.Add(new($"{at}/rating", "stands in the place of helpful; give one of the two"));
                break;
        }
    }

    /// <summary>The rule and the vote; null for content that is no feedback.</summary>
    internal static (RuleKey Rule, RuleVote Vote)? Read(Observation observation) =>
        observation.Content["mapper_id"] is DataValue.Text mapper && IsMapperId(mapper)
        && observation.Content["rule_id"] is DataValue.Text rule && IsRuleId(rule)
        && VerdictOf(observation.Content) is { } verdict
            ? (new(mapper.Value, rule.Value), new(observation.ObservedAt, observation.Id, verdict))
            : null;

    private static Verdict? VerdictOf(DataValue.Map content) => (content["helpful"], content["rating"]) switch
    {
        (DataValue.Boolean helpful, null) => helpful.Value ? Verdict.Helpful : Verdict.Unhelpful,
        (null, { } rating) => (Verdict?)RatingOf(rating)?.CompareTo(NeutralRating),
        _ => null,
    };

    private static int? RatingOf(DataValue value) =>
        value is DataValue.Number { Value: >= WorstRating and <= BestRating } number && double.IsInteger(number.Value) ? (int)number.Value : null;

    private static bool IsMapperId(DataValue value) =>
        value is DataValue.Text { Value: { Length: > 0 and <= MaxMapperIdLength } id } && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private static bool IsRuleId(DataValue value) =>
        value is DataValue.Text { Value: { Length: > 0 and <= MaxRuleIdLength } id } && !string.IsNullOrWhiteSpace(id) && !id.Any(char.IsControl);
}
