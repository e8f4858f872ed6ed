using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Conditions;

/// <summary>An operator and the value the mapper compares with (null for the operators that need none).</summary>
public sealed record Comparison(ComparisonOperator Operator, DataValue Literal)
{
    private readonly double? _number = NumericText.TryRead(Literal);

    /// <summary>The whole meaning of every operator but <c>within_minutes</c>, which needs an instant and lives in <see cref="Countdown"/>.</summary>
    /// <param name="actual">Null when the path leads nowhere or its trait is faded.</param>
    public bool Holds(DataValue? actual) => Operator switch
    {
        ComparisonOperator.Exists => actual is not null,
        ComparisonOperator.NotExists => actual is null,
        ComparisonOperator.EqualTo => actual is not null && actual == Literal,
        ComparisonOperator.NotEqualTo => actual is null || actual != Literal,
        ComparisonOperator.GreaterThan => Numbers(actual, out var seen, out var limit) && seen > limit,
        ComparisonOperator.LessThan => Numbers(actual, out var seen, out var limit) && seen < limit,
        ComparisonOperator.AtLeast => Numbers(actual, out var seen, out var limit) && seen >= limit,
        ComparisonOperator.AtMost => Numbers(actual, out var seen, out var limit) && seen <= limit,
        ComparisonOperator.Contains => Contains(actual),
        ComparisonOperator.In => actual is not null && Literal is DataValue.List list && Holds(list, actual),
        _ => throw new InvalidOperationException($"{Operator} does not compare values alone"),
    };

    private bool Numbers(DataValue? actual, out double seen, out double limit)
    {
        var number = actual is null ? null : NumericText.TryRead(actual);
        seen = number.GetValueOrDefault();
        limit = _number.GetValueOrDefault();
        return number is not null && _number is not null;
    }

    private bool Contains(DataValue? actual) => (actual, Literal) switch
    {
        (DataValue.List list, _) => Holds(list, Literal),
        (DataValue.Text text, DataValue.Text part) => text.Value.Contains(part.Value, StringComparison.Ordinal),
        (DataValue.Map map, DataValue.Text key) => map[key.Value] is not null,
        _ => false,
    };

    private static bool Holds(DataValue.List list, DataValue member)
    {
        foreach (var item in list.Items)
        {
            if (item == member)
            {
                return true;
            }
        }

        return false;
    }
}
