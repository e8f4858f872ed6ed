namespace PersonaKit.Simulation.Documents;

/// <summary>Something stored in a person's partition.</summary>
internal abstract record Document
{
    public required string Id { get; init; }

    /// <summary>Given by the database.</summary>
    public string ETag { get; init; } = "";

    /// <summary>The database deletes the document so long after its last write; null: never.</summary>
    public TimeSpan? TimeToLive { get; init; }
}
