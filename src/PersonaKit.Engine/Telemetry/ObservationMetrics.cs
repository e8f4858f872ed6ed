using System.Diagnostics.Metrics;

namespace PersonaKit.Engine.Telemetry;

/// <summary>What became of the observations that were sent.</summary>
internal sealed class ObservationMetrics(Meter meter)
{
    public const string Invalid = "invalid";
    public const string TooLarge = "too_large";
    public const string UnknownCorrected = "unknown_corrected";
    public const string InboxFull = "inbox_full";
    public const string IdConflict = "id_conflict";
    public const string IdRetracted = "id_retracted";
    public const string CorrectsRefused = "corrects_refused";

    private const string Outcome = "personakit.observation.outcome";

    private readonly Counter<long> _observations = meter.CreateCounter<long>(
        "personakit.observations", "{observation}", "Observations that were sent, by what became of them.");

    public void Accepted(int count) => Add(count, "accepted");

    public void Duplicate(int count) => Add(count, "duplicate");

    /// <param name="count">How many.</param>
    /// <param name="reason">One of the constants of this class.</param>
    public void Refused(int count, string reason)
    {
        if (count > 0 && _observations.Enabled)
        {
            _observations.Add(count, new(Outcome, "refused"), new("personakit.refusal.reason", reason));
        }
    }

    private void Add(int count, string outcome)
    {
        if (count > 0 && _observations.Enabled)
        {
            _observations.Add(count, new KeyValuePair<string, object?>(Outcome, outcome));
        }
    }
}
