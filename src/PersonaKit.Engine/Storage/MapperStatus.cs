namespace PersonaKit.Engine.Storage;

/// <summary>The status of a mapper or of one of its revisions.</summary>
public enum MapperStatus
{
    /// <summary>Not served yet: no revision was ever active, or this revision is newer than every one that was.</summary>
    Draft,

    /// <summary>Served: a mapper with an active revision, or that revision.</summary>
    Active,

    /// <summary>An older revision that is not served; it can be activated again.</summary>
    Inactive,

    /// <summary>A mapper that was taken out of service, through the API or because its file was removed.</summary>
    Retired,
}
