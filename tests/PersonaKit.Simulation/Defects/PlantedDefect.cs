using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Documents;
using PersonaKit.Simulation.Scheduling;
using PersonaKit.Simulation.Schedules;
using PersonaKit.Simulation.Tables;

namespace PersonaKit.Simulation.Defects;

/// <summary>
/// A mistake that somebody could make, put between the engine and its stores: the schedules must find it. This one puts nothing in between.
/// </summary>
internal class PlantedDefect
{
    public static readonly PlantedDefect None = new();

    /// <summary>The stores it can be made with; null for both.</summary>
    public virtual StoreRules? Rules => null;

    public virtual IDocuments Documents(IDocuments sound, DocumentDatabase database) => sound;

    public virtual IMindscapeStore Mindscapes(IMindscapeStore sound, IPersonaStore personas) => sound;

    public virtual IPersonaStore Personas(IPersonaStore sound, PersonaTables tables, TimeProvider time) => sound;

    /// <summary>Made anew for each life of an instance.</summary>
    public virtual Func<PersonaRequest, Task<PersonaOutcome>> Serving(
        Func<PersonaRequest, Task<PersonaOutcome>> sound,
        Timeline timeline) =>
        sound;

    public virtual HandleChanges Changes(HandleChanges sound, IDocuments documents) => sound;

    /// <summary>Whether the feed notes that a batch is handled before it is.</summary>
    public virtual bool ChecksOutFirst => false;
}
