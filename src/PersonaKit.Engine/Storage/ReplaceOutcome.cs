namespace PersonaKit.Engine.Storage;

/// <summary>What became of a conditional write.</summary>
public enum ReplaceOutcome
{
    Saved,

    /// <summary>Somebody else saved since the state was read; nothing was changed.</summary>
    Conflict,
}
