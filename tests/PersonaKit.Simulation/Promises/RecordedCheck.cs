using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Observing;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Promises;

/// <summary>What a writer was told, against what the stores did: P2.</summary>
internal sealed class RecordedCheck(Timeline timeline, PersonLedger person, ImmutableArray<ObservationDraft> drafts)
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
            case RecordOutcome.UnknownCorrected when WereAllAccepted():
                timeline.Break($"P2: {person.PersonId} corrects what was accepted before, and was told that it is unknown");
                break;
        }
    }

    private bool WereAllAccepted() =>
        _living is not null && person.Living == _living
            && drafts.All(draft => draft.Corrects is not { } corrected || _accepted.Contains(corrected));

    /// <summary>
    /// What was accepted now is of one life. What was known before may be of an earlier one: known when the post looked, and erased when
    /// it wrote.
    /// </summary>
    private bool IsTrue(RecordOutcome.Recorded recorded)
    {
        var numbers = recorded.Items.Select((item, i) => item.Status == RecordStatus.Refused ? [0] : NumbersOf(item, drafts[i])).ToList();
        var counted = numbers.Where((_, i) => recorded.Items[i].Status is not (RecordStatus.Conflict or RecordStatus.Refused)).ToList();
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

    /// <summary>What takes back an id for which the batch was refused is refused, too, under its whole id, and nothing else is.</summary>
    private void CheckRefused(RecordOutcome.Recorded recorded)
    {
        var refused = recorded.Items.Where(item => item.Status is RecordStatus.Conflict or RecordStatus.Refused).Select(item => item.Id).ToHashSet();
        for (var i = 0; i < drafts.Length; i++)
        {
            var namesRefused = drafts.Where((_, other) => recorded.Items[other].Id == recorded.Items[i].Id)
                .Any(draft => draft.Corrects is { } corrected && refused.Contains(corrected));
            if (namesRefused ? recorded.Items[i].Status == RecordStatus.Accepted : recorded.Items[i].Status == RecordStatus.Refused)
            {
                timeline.Break(
                    $"P2: item {i} of {person.PersonId} was answered {recorded.Items[i].Status}, and it "
                    + (namesRefused ? "takes back what was refused" : "takes back nothing that was refused"));
            }
        }
    }
}
