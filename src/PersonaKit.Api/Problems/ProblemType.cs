namespace PersonaKit.Api.Problems;

/// <summary>One kind of failure that a client can distinguish: a stable URN, a title that never changes, and its HTTP status.</summary>
public sealed record ProblemType(string Slug, string Title, int Status)
{
    /// <summary>The value of <c>type</c>, such as <c>urn:personakit:problem:unknown-person</c>.</summary>
    public string Urn { get; } = $"urn:personakit:problem:{Slug}";
}
