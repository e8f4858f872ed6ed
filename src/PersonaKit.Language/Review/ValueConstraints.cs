using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Values;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Review;

/// <summary>What must hold at once of the value at one path or field.</summary>
internal sealed class ValueConstraints(string name)
{
    /// <summary>Comparisons somebody waits for: a list of thousands against thousands of checks is left unjudged.</summary>
    private const long MostComparisons = 1_000_000;

    private readonly List<(Comparison Comparison, bool Negated, Condition Place)> _all = [];

    public void Add(Comparison comparison, bool negated, Condition place) => _all.Add((comparison, negated, place));

    public Diagnostic? FindContradiction() => WhyAbsent() ?? WhyNoCandidate() ?? WhyNoNumber();

    /// <summary>It must be there, and it must not.</summary>
    private Diagnostic? WhyAbsent()
    {
        var absent = _all.Find(demand => IsAbsence(demand.Comparison, demand.Negated));
        var present = _all.Find(demand => NeedsValue(demand.Comparison, demand.Negated));
        return absent.Place is null || present.Place is null ? null : Fault(Later(absent.Place, present.Place), $"{name} cannot be missing and have a value");
    }

    /// <summary>Of the values that one check allows, none passes the others.</summary>
    private Diagnostic? WhyNoCandidate()
    {
        var closed = _all.Find(demand => demand is { Negated: false, Comparison.Operator.Meaning.IsClosed: true });
        if (closed.Place is null)
        {
            return null;
        }

        var candidates = closed.Comparison.Members;
        if (candidates.IsEmpty)
        {
            return Fault(closed.Place, $"{name} is in no empty list");
        }

        var cost = _all.Sum(demand => demand.Comparison.Literal is DataValue.List list ? list.Items.Length + 1L : 1L);
        if (cost * candidates.Length > MostComparisons || candidates.Any(candidate => _all.TrueForAll(demand => Allows(demand.Comparison, demand.Negated, candidate))))
        {
            return null;
        }

        var other = _all.Find(demand => !Allows(demand.Comparison, demand.Negated, candidates[0]));
        return Fault(Later(closed.Place, other.Place), $"no value of {name} passes all of its checks");
    }

    /// <summary>Above one number and below another that is no greater.</summary>
    private Diagnostic? WhyNoNumber()
    {
        var (least, leastIsOpen, most, mostIsOpen) = (double.NegativeInfinity, false, double.PositiveInfinity, false);
        foreach (var (comparison, negated, place) in _all)
        {
            if (negated || comparison.Operator.Meaning.Bound is not { } bound)
            {
                continue;
            }

            if (comparison.Number is not { } limit)
            {
                return Fault(place, $"{name} is compared with '{Expect.Shorten(comparison.Literal.ToDisplayText())}', which is no number");
            }

            if (bound.IsLower)
            {
                (least, leastIsOpen) = limit > least ? (limit, bound.IsOpen) : (least, leastIsOpen || (bound.IsOpen && limit == least));
            }
            else
            {
                (most, mostIsOpen) = limit < most ? (limit, bound.IsOpen) : (most, mostIsOpen || (bound.IsOpen && limit == most));
            }

            if (least > most || (least == most && (leastIsOpen || mostIsOpen)))
            {
                return Fault(place, $"no number is what {name} must be: above {least} and below {most}");
            }
        }

        return null;
    }

    private static bool IsAbsence(Comparison comparison, bool negated) => comparison.Operator.Meaning.IsPresence == negated;

    private static bool NeedsValue(Comparison comparison, bool negated) => comparison.Operator.PassesMissing == negated;

    private static bool Allows(Comparison comparison, bool negated, DataValue value) =>
        comparison.Operator.MayAnswer(!negated, value, comparison);

    private static Condition Later(Condition one, Condition other) => (one.Line, one.Column).CompareTo((other.Line, other.Column)) > 0 ? one : other;

    private static Diagnostic Fault(Condition place, string message) => new(place.Line, place.Column, message);
}
