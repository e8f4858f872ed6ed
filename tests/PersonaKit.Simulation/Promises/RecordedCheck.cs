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
                if (!IsTrue(recorded))
                {
                    timeline.Break(
                        $"P2: {person.PersonId} was told {string.Join(", ", recorded.Items.Select(item => $"{item.Id} {item.Status}"))} "
                        + $"with receipt {recorded.Receipt?.LastSequence}, which is not what was stored");
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

    private bool WereAllAccepted() =>
        _living is not null && person.Living == _living
            && drafts.All(draft => draft.Corrects is not { } corrected || _accepted.Contains(corrected));

    /// <summary>
    /// What was accepted now is of one life. What was known before may be of an earlier one: known when the post looked, and erased when
    /// it wrote.
    /// </summary>
    private bool IsTrue(RecordOutcome.Recorded recorded)
    {
        var numbers = recorded.Items.Select((item, i) => NumbersOf(item, drafts[i])).ToList();
        var counted = numbers.Where((_, i) => recorded.Items[i].Status != RecordStatus.Conflict).ToList();
        var accepted = recorded.Items.Where(item => item.Status == RecordStatus.Accepted).Select(item => item.Id).ToList();
        return numbers.TrueForAll(known => known.Count > 0)
            && (accepted.Count == 0 || person.Epochs.Exists(epoch => accepted.TrueForAll(id => epoch.Find(id) is not null)))
            && (recorded.Receipt is { LastSequence: var receipt }
                ? counted.Exists(known => known.Contains(receipt)) && counted.TrueForAll(known => known.Min() <= receipt)
                : counted.Count == 0);
    }

    /// <summary>The numbers, one in each life in which it is so, of what the item says; none when it is so in no life.</summary>
    private List<long> NumbersOf(RecordedItem item, ObservationDraft draft) =>
        [.. person.Epochs.Where(epoch => IsTrueOf(epoch, item, draft)).Select(epoch => epoch.Find(item.Id)!.Value.Number)];

    private static bool IsTrueOf(Epoch epoch, RecordedItem item, ObservationDraft draft)
    {
        if (epoch.Find(item.Id) is not { Observation: { } stored })
        {
            return false;
        }

        var isSame = stored.Fingerprint == draft.Accept(item.Id, default).Fingerprint;
        return item.Status switch
        {
            RecordStatus.Conflict => !isSame,
            RecordStatus.Retracted => epoch.Entries.Any(other => Retraction.NamedBy(other.Observation) == item.Id),
            _ => isSame,
        };
    }

    private void CheckRefused(RecordOutcome.Recorded recorded)
    {
        var corrected = drafts.Select((draft, i) => (draft.Corrects, recorded.Items[i].Status))
            .Where(draft => draft.Status == RecordStatus.Accepted).Select(draft => draft.Corrects).ToHashSet();
        if (!known.RefusedItemIsForgotten
            && recorded.Items.Any(item => item.Status == RecordStatus.Conflict && corrected.Contains(item.Id)))
        {
            timeline.Break($"an item of {person.PersonId} was refused, and what had its id is forgotten all the same");
        }
    }
}
