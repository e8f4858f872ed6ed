using PersonaKit.Core.Observations;
using PersonaKit.Engine.Serving;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Defects;

/// <summary>Readers who share a build that began without the write one of them has to see.</summary>
internal sealed class SingleFlightIgnoresAfter : PlantedDefect
{
    public override Func<PersonaRequest, Task<PersonaOutcome>> Serving(Func<PersonaRequest, Task<PersonaOutcome>> sound, Timeline timeline)
    {
        var flights = new Dictionary<(PersonId, string), Task<PersonaOutcome>>();
        return async request =>
        {
            var key = (request.PersonId, request.Context.Digest);
            if (flights.TryGetValue(key, out var flight) && !flight.IsCompleted)
            {
                return await flight;
            }

            return await (flights[key] = sound(request));
        };
    }
}
