namespace PersonaKit.Engine.Storage;

/// <summary>The result of a conditional write.</summary>
public enum ReplaceOutcome
{
    /// <summary>The new state is durable.</summary>
    Saved,

    /// <summary>Another writer saved since the state was read; nothing was changed.</summary>
    Conflict,
}
