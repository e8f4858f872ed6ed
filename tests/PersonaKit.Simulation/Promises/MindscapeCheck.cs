using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Exporting;
using PersonaKit.Engine.Folding;
using PersonaKit.Simulation.Engines;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Promises;

/// <summary>What a reader of a mindscape or of an export is owed, as it stood when the read began.</summary>
internal sealed class MindscapeCheck(Timeline timeline, PersonLedger person, Instance instance)
{
    private readonly Epoch? _living = person.Living;
    private readonly long _lastSequence = person.Living?.LastSequence ?? 0;
    private readonly MindscapeVersion _announced = person.Head.At(instance.Clock.GetUtcNow());
    private readonly HashSet<Epoch> _gone = [.. person.Epochs.Where(epoch => epoch.IsGone)];
    private readonly HashSet<ObservationId> _retracted =
        [.. Retraction.NamedBy(person.Living?.Entries.Select(accepted => accepted.Observation) ?? [])];

    private bool IsUndisturbed => _living is not null && person.Living == _living && !OperationScope.Current!.SawThePast;

    public void Check(MindscapeOutcome outcome)
    {
        if (outcome is MindscapeOutcome.Found { Mindscape: var mindscape })
        {
            Check(mindscape);
        }
        else if (IsUndisturbed)
        {
            timeline.Break($"P2: {person.PersonId} with {_lastSequence} observations was answered {outcome}");
        }
    }

    public async Task CheckAsync(PersonExport? export)
    {
        if (export is null)
        {
            if (IsUndisturbed)
            {
                timeline.Break($"P2: {person.PersonId} with {_lastSequence} observations has nothing to export");
            }

            return;
        }

        Check(export.Mindscape);
        var numbers = new List<long>();
        var words = new List<string>();
        await foreach (var accepted in export.Observations)
        {
            numbers.Add(accepted.Number);
            if (!accepted.Observation.IsForgotten && _retracted.Contains(accepted.Observation.Id) && _living == person.Living
                && IsUndisturbed)
            {
                words.Add(accepted.Observation.Id.Value);
            }
        }

        if (words.Count > 0)
        {
            timeline.Break($"P9: the export of {person.PersonId} has what {string.Join(", ", words)} said, which was retracted before");
        }

        if (!numbers.SequenceEqual(numbers.Distinct().Order()))
        {
            timeline.Break($"P2: the export of {person.PersonId} has numbers twice or in disorder: {string.Join(' ', numbers)}");
        }

        var missing = (_living?.Entries ?? []).Where(accepted => accepted.Number <= _lastSequence
            && !numbers.Contains(accepted.Number)).ToList();
        if (IsUndisturbed && missing.Count > 0)
        {
            timeline.Break($"P2: the export of {person.PersonId} lacks {string.Join(' ', missing.Select(accepted => accepted.Number))}");
        }
    }

    private void Check(Mindscape mindscape)
    {
        var epoch = person.Epochs.FindLast(life => mindscape.LastSequence > life.Start
            && SameTraits.Are(mindscape, life.FoldUpTo(mindscape.LastSequence)));
        if (epoch is null)
        {
            timeline.Break(
                $"P3: no set of accepted observations gives the mindscape of {person.PersonId} "
                + $"at observation {mindscape.LastSequence}");
            return;
        }

        if (!person.IsOneState(epoch, mindscape.Version, mindscape.LastSequence))
        {
            timeline.Break($"P7: two states of {person.PersonId} were shown under version {mindscape.Version}");
        }

        if (OperationScope.Current!.SawThePast)
        {
            return;
        }

        if (_gone.Contains(epoch))
        {
            timeline.Break($"P9: the mindscape of {person.PersonId} is of a life whose erase was answered before it was asked for");
        }

        if (epoch == _living && (mindscape.LastSequence < _lastSequence || mindscape.Version < _announced))
        {
            timeline.Break(
                $"P4: the mindscape of {person.PersonId} is at version {mindscape.Version} and observation "
                + $"{mindscape.LastSequence}, behind {_announced} and {_lastSequence}");
        }
    }
}
