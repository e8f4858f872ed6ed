namespace PersonaKit.Engine.Storage;

/// <summary>Where a revision, an activation or a retirement came from.</summary>
public enum MapperOrigin
{
    /// <summary>A file in the host's catalog folder.</summary>
    File,

    /// <summary>A call of the API.</summary>
    Api,
}
