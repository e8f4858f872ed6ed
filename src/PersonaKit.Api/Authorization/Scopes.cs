namespace PersonaKit.Api.Authorization;

/// <summary>What a caller may do. A person's restriction is the other half: <see cref="PersonReach"/>.</summary>
[Flags]
internal enum Scopes
{
    None = 0,

    /// <summary>Add observations and feedback.</summary>
    Observe = 1,

    /// <summary>Read what is known: observations, traits, personas, exports, the mappers and the catalog.</summary>
    Read = 2,

    /// <summary>Change mappers, and fold a history again.</summary>
    Manage = 4,

    /// <summary>Remove what was said: retract, correct, erase.</summary>
    Erase = 8,

    All = Observe | Read | Manage | Erase,
}
