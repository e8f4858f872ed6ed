namespace PersonaKit.Cli.Checking;

/// <summary>What a request is sent with.</summary>
internal enum Credential
{
    /// <summary>The target's key, if it has one.</summary>
    Key,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>A token that may post observations of somebody else, and nothing more.</summary>
    OfAnother,
}
