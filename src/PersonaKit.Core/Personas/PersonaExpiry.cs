using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Time;

namespace PersonaKit.Core.Personas;

/// <summary>
/// Finds the end of a persona: the time to live, or the next instant at which anything it was built from could say something else. Every check
/// of the program counts by itself, also in a group that another check decides: a little early is cheap, a moment late is a lie.
/// </summary>
internal sealed class PersonaExpiry
{
    private readonly MapperProgram _mapper;
    private readonly Situation _situation;
    private DateTimeOffset _end;

    public PersonaExpiry(MapperProgram mapper, Situation situation)
    {
        _mapper = mapper;
        _situation = situation;
        var left = DateTimeOffset.MaxValue - situation.At;
        _end = left > mapper.TimeToLive ? situation.At + mapper.TimeToLive : Instants.Truncate(DateTimeOffset.MaxValue);
    }

    /// <summary>Counts the instant at which a trait that is shown will be shown as faded.</summary>
    public void Watch(PublishedTrait trait) => End(trait.Confidence.FadesAt);

    public DateTimeOffset Find()
    {
        foreach (var path in _mapper.Index.Reads)
        {
            if (path.FindTrait(_situation.Traits) is { } trait)
            {
                Watch(trait);
            }
        }

        foreach (var check in _mapper.Index.Countdowns)
        {
            End(Countdown.NextChange(_situation.Read(check.Field), check.Comparison.Literal, _situation));
        }

        foreach (var window in _mapper.Index.Windows)
        {
            End(window.NextChange(_situation.Zone, _situation.At, _end));
        }

        if (_mapper.Index.ShowsTimeOfDay)
        {
            End(PeriodWindows.Containing(_situation.Zone, _situation.At).NextChange(_situation.Zone, _situation.At, _end));
        }

        return _end;
    }

    private void End(DateTimeOffset? instant)
    {
        if (instant > _situation.At && instant < _end)
        {
            _end = instant.Value;
        }
    }
}
