using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Review;

/// <summary>
/// Rules that cannot fire for anybody at any time. What is said is certain, and not everything that is so is said: parts of one conjunction are held against one
/// another, alternatives each by itself.
/// </summary>
internal static class NeverFires
{
    /// <param name="node">The rule's place in the text.</param>
    public static Diagnostic? Find(MapperRule rule, SourceNode node)
    {
        if (rule.Weight == 0)
        {
            var weight = node.At("weight") ?? node;
            return new(weight.Line, weight.Column, $"the rule '{Expect.Shorten(rule.Id)}' never suggests anything: its weight is 0");
        }

        return Why(rule.Condition, negated: false) is { } reason
            ? new(reason.Line, reason.Column, $"the rule '{Expect.Shorten(rule.Id)}' never fires: {reason.Message}")
            : null;
    }

    /// <summary>Why the condition (or, negated, its opposite) is never true; null when it may be.</summary>
    private static Diagnostic? Why(Condition condition, bool negated) => (condition, negated) switch
    {
        (Condition.Not not, _) => Why(not.Part, !negated),
        (Condition.All, false) or (Condition.Any, true) => WhyTogether(condition, negated),
        (Condition.Any any, false) => any.Parts.IsEmpty
            ? new(condition.Line, condition.Column, "an empty any is never true")
            : WhyNone(any.Parts, negated: false),
        (Condition.All all, true) => all.Parts.IsEmpty
            ? new(condition.Line, condition.Column, "an empty all is always true, and here it must not be")
            : WhyNone(all.Parts, negated: true),
        _ => WhyTogether(condition, negated),
    };

    private static Diagnostic? WhyNone(IReadOnlyCollection<Condition> alternatives, bool negated)
    {
        Diagnostic? first = null;
        foreach (var alternative in alternatives)
        {
            if (Why(alternative, negated) is not { } reason)
            {
                return null;
            }

            first ??= reason;
        }

        return first;
    }

    private static Diagnostic? WhyTogether(Condition condition, bool negated)
    {
        var demands = new ConstraintSet();
        return Collect(condition, negated, demands) ?? demands.FindContradiction();
    }

    /// <summary>Adds what must hold at once; returns why an alternative among it never does.</summary>
    private static Diagnostic? Collect(Condition condition, bool negated, ConstraintSet demands)
    {
        switch (condition, negated)
        {
            case (Condition.Not not, _):
                return Collect(not.Part, !negated, demands);
            case (Condition.All { Parts: var parts }, false):
                return parts.Select(part => Collect(part, negated, demands)).FirstOrDefault(reason => reason is not null);
            case (Condition.Any { Parts: var parts }, true):
                return parts.Select(part => Collect(part, negated, demands)).FirstOrDefault(reason => reason is not null);
            case (Condition.Any or Condition.All, _):
                return Why(condition, negated);
            default:
                demands.Add(condition, negated);
                return null;
        }
    }
}
