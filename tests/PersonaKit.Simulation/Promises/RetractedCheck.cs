using PersonaKit.Core.Observations;
using PersonaKit.Engine.Observing;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Promises;

/// <summary>What who retracts was told, against what the stores did.</summary>
internal sealed class RetractedCheck(Timeline timeline, PersonLedger person, ObservationId id)
{
    private readonly Epoch? _living = person.Living;
    private readonly bool _wasAccepted = person.Living?.Find(id) is not null;

    public void Check(RetractOutcome outcome)
    {
        switch (outcome)
        {
            case RetractOutcome.Retracted { Receipt: var receipt }:
                if (!person.Epochs.Exists(epoch => epoch.Find(Retraction.IdOf(id)) is { } retraction
                    && retraction.Number == receipt.LastSequence))
                {
                    timeline.Break(
                        $"P9: {id} of {person.PersonId} was retracted with receipt {receipt.LastSequence}, "
                        + "and no such retraction is stored");
                }

                break;
            case RetractOutcome.UnknownObservation or RetractOutcome.UnknownPerson when _wasAccepted && person.Living == _living:
                timeline.Break($"P9: {id} of {person.PersonId} was accepted before, and whoever retracts it is told {outcome}");
                break;
        }
    }
}
