using PersonaKit.Engine.Serving;
using PersonaKit.Simulation.Defects;
using PersonaKit.Simulation.Documents;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Engines;

/// <summary>One life of an instance with all that is in its memory.</summary>
/// <param name="Documents">Its client of the document database; null where there is none.</param>
internal sealed record Instance(
    Incarnation Life,
    CallGate Gate,
    TimeProvider Clock,
    WiredEngine Engine,
    Func<PersonaRequest, Task<PersonaOutcome>> Serve,
    HandleChanges HandleChanges,
    DocumentClient? Documents);
