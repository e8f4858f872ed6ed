using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Review;

/// <summary>Checks that must all hold at one moment: by what they look at, since only those of one path, field or clock can contradict one another.</summary>
internal sealed class ConstraintSet
{
    private readonly Dictionary<string, ValueConstraints> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HourOfWeekSet> _hours = new(StringComparer.Ordinal);
    private Diagnostic? _closed;

    public void Add(Condition check, bool negated)
    {
        switch (check)
        {
            case Condition.TraitCheck trait:
                Of("trait", trait.Path.Text).Add(trait.Comparison, negated, check);
                break;
            case Condition.ContextCheck context:
                Of("context", context.Field.Text).Add(context.Comparison, negated, check);
                break;
            case Condition.TimeCheck time:
                Narrow(time, negated);
                break;
        }
    }

    public Diagnostic? FindContradiction() =>
        _closed ?? _values.Values.Select(values => values.FindContradiction()).FirstOrDefault(reason => reason is not null);

    private ValueConstraints Of(string room, string name)
    {
        var key = $"{room} {name}";
        return _values.TryGetValue(key, out var known) ? known : _values[key] = new ValueConstraints(name);
    }

    private void Narrow(Condition.TimeCheck time, bool negated)
    {
        // Two zones are two clocks, and even the same hours on both may meet.
        var clock = time.Window.Zone?.Id ?? "";
        var hours = negated ? time.Window.Hours.Others() : time.Window.Hours;
        var left = _hours.TryGetValue(clock, out var before) ? before.And(hours) : hours;
        _hours[clock] = left;
        if (left.Count == 0)
        {
            _closed ??= new(time.Line, time.Column, "no hour of the week is in all of its time checks");
        }
    }
}
