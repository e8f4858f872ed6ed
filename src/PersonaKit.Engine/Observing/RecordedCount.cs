using PersonaKit.Engine.Telemetry;

namespace PersonaKit.Engine.Observing;

/// <summary>Counts the observations of a batch by what became of them.</summary>
internal static class RecordedCount
{
    public static void Count(this ObservationMetrics metrics, RecordOutcome outcome, int drafts)
    {
        switch (outcome)
        {
            case RecordOutcome.Recorded { Items: var items }:
                metrics.Accepted(items.Count(item => item.Status == RecordStatus.Accepted));
                metrics.Duplicate(items.Count(item => item.Status == RecordStatus.Duplicate));
                metrics.Refused(items.Count(item => item.Status == RecordStatus.Conflict), ObservationMetrics.IdConflict);
                metrics.Refused(items.Count(item => item.Status == RecordStatus.Retracted), ObservationMetrics.IdRetracted);
                metrics.Refused(items.Count(item => item.Status == RecordStatus.Refused), ObservationMetrics.CorrectsRefused);
                break;
            case RecordOutcome.Invalid:
                metrics.Refused(drafts, ObservationMetrics.Invalid);
                break;
            case RecordOutcome.TooLarge:
                metrics.Refused(drafts, ObservationMetrics.TooLarge);
                break;
            case RecordOutcome.UnknownCorrected:
                metrics.Refused(drafts, ObservationMetrics.UnknownCorrected);
                break;
            case RecordOutcome.InboxFull:
                metrics.Refused(drafts, ObservationMetrics.InboxFull);
                break;
        }
    }
}
