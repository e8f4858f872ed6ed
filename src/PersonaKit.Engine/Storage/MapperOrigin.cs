namespace PersonaKit.Engine.Storage;

/// <summary>Where a revision, or a decision about what is active, came from.</summary>
public enum MapperOrigin
{
    /// <summary>A file of the host's catalog folder.</summary>
    File,

    /// <summary>Somebody who called the API.</summary>
    Api,
}
