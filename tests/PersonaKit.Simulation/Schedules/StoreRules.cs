namespace PersonaKit.Simulation.Schedules;

/// <summary>Whose rules the stores of a schedule follow.</summary>
internal enum StoreRules
{
    /// <summary>Several instances over a document database with replicas and tables without transactions.</summary>
    Azure,

    /// <summary>One process over a database in its own file.</summary>
    Embedded,
}
