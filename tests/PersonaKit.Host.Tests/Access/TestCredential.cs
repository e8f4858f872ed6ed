namespace PersonaKit.Host.Tests.Access;

/// <summary>A valid credential, and what it was made to allow.</summary>
/// <param name="Kind">key, token or jwt.</param>
/// <param name="Scopes">The words.</param>
/// <param name="Reach">everybody, person or prefix.</param>
/// <param name="Text">What is sent.</param>
public sealed record TestCredential(string Kind, string Scopes, string Reach, string Text)
{
    public bool Has(string scope) => Scopes.Split(' ').Contains(scope);

    public bool Reaches(string person) => Reach switch
    {
        "everybody" => true,
        "person" => person == AccessWorld.Own,
        _ => person is AccessWorld.Own or AccessWorld.Colleague,
    };

    public override string ToString() => $"{Kind} for {Reach} with {Scopes}";
}
