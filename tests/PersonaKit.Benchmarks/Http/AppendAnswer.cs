namespace PersonaKit.Benchmarks.Http;

/// <summary>What the reference service says of a post.</summary>
internal sealed record AppendAnswer(string Id, bool IsNew);
