using PersonaKit.Api.Problems;

namespace PersonaKit.Api.Authorization;

/// <summary>A caller, or the problem that the credential is answered with.</summary>
/// <param name="Until">How long the caller may be taken for known.</param>
internal readonly record struct CredentialVerdict(Caller? Caller, Problem? Problem, DateTimeOffset Until)
{
    public static CredentialVerdict Refused(Problem problem) => new(null, problem, default);
}
