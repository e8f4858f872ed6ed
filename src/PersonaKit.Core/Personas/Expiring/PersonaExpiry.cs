using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Time;

namespace PersonaKit.Core.Personas.Expiring;

/// <summary>
/// Finds the end of a persona: the time to live, or the next instant at which anything it was built from could say something else. Every
/// check of the program counts by itself, also in a group that another check decides. Expiry may be early, never late.
/// </summary>
internal sealed class PersonaExpiry
{
    private readonly MapperProgram _mapper;
    private readonly EvaluationContext _evaluation;
    private readonly DateTimeOffset _last;
    private readonly List<ExpiryCandidate>? _candidates;
    private DateTimeOffset _end;

    /// <param name="mapper">The compiled mapper.</param>
    /// <param name="evaluation">What the persona is built from.</param>
    /// <param name="candidates">Takes every instant that counts, for an explanation; null for none.</param>
    public PersonaExpiry(MapperProgram mapper, EvaluationContext evaluation, List<ExpiryCandidate>? candidates = null)
    {
        _mapper = mapper;
        _evaluation = evaluation;
        _candidates = candidates;
        var left = DateTimeOffset.MaxValue - evaluation.At;
        _last = left > mapper.TimeToLive ? evaluation.At + mapper.TimeToLive : Instants.Truncate(DateTimeOffset.MaxValue);
        _end = _last;
        _candidates?.Add(new(_last, ExpiryReason.TimeToLive, "", null));
    }

    /// <summary>What the end found so far comes from.</summary>
    public ExpiryReason Reason { get; private set; } = ExpiryReason.TimeToLive;

    /// <summary>
    /// How far ahead a change is looked for: one beyond the end decides nothing, but an explanation tells it all the same.
    /// </summary>
    private DateTimeOffset Horizon => _candidates is null ? _end : _last;

    /// <summary>Counts the instant at which a trait that is shown will be shown as faded.</summary>
    public void Watch(PublishedTrait trait) => End(trait.Confidence.FadesAt, ExpiryReason.TraitFades, trait.Key);

    public DateTimeOffset Find()
    {
        foreach (var path in _mapper.Index.Reads)
        {
            if (_evaluation.Traits.Find(path) is { } trait)
            {
                Watch(trait);
            }
        }

        foreach (var check in _mapper.Index.Countdowns)
        {
            End(check.Comparison.NextChange(_evaluation.Read(check.Field), _evaluation), ExpiryReason.Countdown, check.Field.Text);
        }

        foreach (var window in _mapper.Index.Windows)
        {
            End(window.NextChange(_evaluation.Zone, _evaluation.At, Horizon), ExpiryReason.TimeWindow, "", window);
        }

        if (_mapper.Index.ShowsTimeOfDay)
        {
            var period = PeriodWindows.Containing(_evaluation.Zone, _evaluation.At);
            End(period.NextChange(_evaluation.Zone, _evaluation.At, Horizon), ExpiryReason.TimeOfDay, "", period);
        }

        return _end;
    }

    private void End(DateTimeOffset? instant, ExpiryReason reason, string subject, TimeWindow? window = null)
    {
        if (instant is not { } at || at <= _evaluation.At)
        {
            return;
        }

        _candidates?.Add(new(at, reason, subject, window));
        if (at < _end)
        {
            _end = at;
            Reason = reason;
        }
    }
}
