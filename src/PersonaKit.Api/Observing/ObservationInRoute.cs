using PersonaKit.Api.Problems;
using PersonaKit.Core.Observations;

namespace PersonaKit.Api.Observing;

/// <summary>The observation a route is about.</summary>
internal static class ObservationInRoute
{
    public static Problem? TryRead(string text, out ObservationId id) =>
        ObservationId.TryParse(text, out id) ? null : new Problem(ProblemTypes.InvalidObservationId, $"an observation id is {ObservationId.Rule}");

    public static Problem Unknown(ObservationId id) => new(ProblemTypes.UnknownObservation, $"no observation '{id}' of this person was ever accepted");
}
