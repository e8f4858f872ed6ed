namespace PersonaKit.Api.Problems;

/// <summary>One kind of failure a client can tell apart: a stable URN, a title that never changes, and its HTTP status.</summary>
public sealed record ProblemType(string Slug, string Title, int Status)
{
    public string Urn { get; } = $"urn:personakit:problem:{Slug}";
}
