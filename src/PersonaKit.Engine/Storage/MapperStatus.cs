namespace PersonaKit.Engine.Storage;

/// <summary>What a mapper, or one of its revisions, is to those who ask for personas.</summary>
public enum MapperStatus
{
    /// <summary>Not served yet: no revision was ever active, or this one is newer than all that were.</summary>
    Draft,

    Active,

    /// <summary>A revision that is neither: an older one, kept for going back to.</summary>
    Inactive,

    /// <summary>A mapper that somebody, or a missing file, took out of service.</summary>
    Retired,
}
