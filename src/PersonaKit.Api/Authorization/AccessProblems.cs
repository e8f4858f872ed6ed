using PersonaKit.Api.Problems;

namespace PersonaKit.Api.Authorization;

/// <summary>How a caller is refused, with the challenges of RFC 6750. None of it depends on what is stored.</summary>
internal static class AccessProblems
{
    private const string Challenge = $"""Bearer realm="PersonaKit", ApiKey realm="PersonaKit", header="{Credential.KeyHeader}" """;

    public static Problem Missing() => new(ProblemTypes.Unauthorized, $"a key or a token is required, as 'Authorization: Bearer …' or in {Credential.KeyHeader}")
    {
        Challenge = Challenge.TrimEnd(),
    };

    public static Problem Invalid() => Invalid("the key or token is not valid");

    public static Problem Expired() => Invalid("the token has expired, or is not valid yet");

    public static Problem ProviderUnavailable() =>
        new(ProblemTypes.IdentityProviderUnavailable, "the identity provider's keys cannot be read now; the same request may succeed later")
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    public static Problem Forbidden(string detail) => new(ProblemTypes.Forbidden, detail);

    public static Problem NoScope(Scopes scope) => Forbidden($"this needs the scope '{ScopeWords.Format(scope)}', which the key or token does not have") with
    {
        Challenge = $"Bearer realm=\"PersonaKit\", error=\"insufficient_scope\", scope=\"{ScopeWords.Format(scope)}\"",
    };

    public static Problem OutOfReach() => Forbidden("the key or token is not for this person, whether there is one or not");

    public static Problem NotForEverybody() => Forbidden("this concerns everybody, and the key or token is restricted to some");

    private static Problem Invalid(string detail) => new(ProblemTypes.Unauthorized, detail)
    {
        Challenge = $"Bearer realm=\"PersonaKit\", error=\"invalid_token\", ApiKey realm=\"PersonaKit\", header=\"{Credential.KeyHeader}\"",
    };
}
