using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Observing;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Promises;

/// <summary>What a writer was told, against what the stores did: P2.</summary>
internal sealed class RecordedCheck(Timeline timeline, KnownDefects known, PersonLedger person, ImmutableArray<ObservationDraft> drafts)
{
    private readonly Epoch? _living = person.Living;
    private readonly HashSet<ObservationId> _accepted = [.. person.Living?.Entries.Select(accepted => accepted.Observation.Id) ?? []];

    public void Check(RecordOutcome outcome)
    {
        switch (outcome)
        {
            case RecordOutcome.Recorded recorded:
                if (!person.Epochs.Exists(epoch => IsTrueOf(epoch, recorded)))
                {
                    timeline.Break($"P2: {person.PersonId} was told {string.Join(", ", recorded.Items.Select(item => $"{item.Id} {item.Status}"))} with receipt {recorded.Receipt?.LastSequence}, which is not what was stored");
                }

                CheckRefused(recorded);
                break;
            case RecordOutcome.UnknownCorrected when WereAllAccepted() && !MayNotSee():
                timeline.Break($"P2: {person.PersonId} corrects what was accepted before, and was told that it is unknown");
                break;
        }
    }

    /// <summary>Whether the replica that answered excuses that what was accepted is not known.</summary>
    private bool MayNotSee() => known.LaggingReplicaRefusesKnown && OperationScope.Current!.SawThePast;

    private bool WereAllAccepted() => _living is not null && person.Living == _living && drafts.All(draft => draft.Corrects is not { } corrected || _accepted.Contains(corrected));

    private bool IsTrueOf(Epoch epoch, RecordOutcome.Recorded recorded)
    {
        var newest = 0L;
        for (var i = 0; i < drafts.Length; i++)
        {
            var item = recorded.Items[i];
            if (epoch.Find(item.Id) is not { Observation: { } stored, Number: var number })
            {
                return false;
            }

            var isSame = stored.Fingerprint == drafts[i].Accept(item.Id, default).Fingerprint;
            var isTrue = item.Status switch
            {
                RecordStatus.Conflict => !isSame,
                RecordStatus.Retracted => epoch.Entries.Any(other => Retraction.NamedBy(other.Observation) == item.Id),
                _ => isSame,
            };
            if (!isTrue)
            {
                return false;
            }

            newest = item.Status == RecordStatus.Conflict ? newest : Math.Max(newest, number);
        }

        return newest == (recorded.Receipt?.LastSequence ?? 0);
    }

    private void CheckRefused(RecordOutcome.Recorded recorded)
    {
        var corrected = drafts.Select((draft, i) => (draft.Corrects, recorded.Items[i].Status)).Where(draft => draft.Status == RecordStatus.Accepted).Select(draft => draft.Corrects).ToHashSet();
        if (!known.RefusedItemIsForgotten && recorded.Items.Any(item => item.Status == RecordStatus.Conflict && corrected.Contains(item.Id)))
        {
            timeline.Break($"an item of {person.PersonId} was refused, and what had its id is forgotten all the same");
        }
    }
}
