using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Values;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Engines;

/// <summary>The contexts that a schedule asks for personas in, by number.</summary>
internal static class MapperContexts
{
    public static PersonaContext Of(int context) => context == 0
        ? PersonaContext.Empty
        : ContextReader.TryRead(
            SimulatedCatalog.GuidePrograms[0],
            [new("meeting", SimulatedClock.Start.AddMinutes(context * 50).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"))],
            new List<Fault>()) ?? throw new InvalidOperationException("the context of the simulation is not accepted");
}
