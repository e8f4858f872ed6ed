namespace PersonaKit.Api.Authorization;

/// <summary>What an operation asks of its caller. Each route names one, for there is no route without.</summary>
internal sealed record AccessRule
{
    /// <summary>No credential at all: probes have none.</summary>
    public static readonly AccessRule Anonymous = new() { IsAnonymous = true };

    /// <summary>Any valid credential, whatever it allows.</summary>
    public static readonly AccessRule AnyCaller = new();

    private AccessRule()
    {
    }

    public bool IsAnonymous { get; private init; }

    public Scopes Scope { get; private init; }

    /// <summary>Whom the operation is about.</summary>
    public Concern Concern { get; private init; }

    /// <summary>True when the handler asks for the caller, because the body says what else is needed.</summary>
    public bool KeepsCaller { get; init; }

    /// <summary>About the person whose id is the first parameter of the path.</summary>
    public static AccessRule OfPerson(Scopes scope) => new() { Scope = scope, Concern = Concern.PersonInPath };

    /// <summary>About nobody: what is the same for all and tells of none.</summary>
    public static AccessRule OfNobody(Scopes scope) => new() { Scope = scope, Concern = Concern.Nobody };

    /// <summary>Changes something for everybody, which a restricted caller may not.</summary>
    public static AccessRule OfEverybody(Scopes scope) => new() { Scope = scope, Concern = Concern.Everybody };

    /// <summary>About the people in the body, whom the handler judges once it has read them.</summary>
    public static AccessRule OfPeopleInBody(Scopes scope) => new() { Scope = scope, Concern = Concern.PeopleInBody, KeepsCaller = true };
}
