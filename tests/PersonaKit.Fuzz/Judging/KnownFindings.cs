using System.Collections.Immutable;

namespace PersonaKit.Fuzz.Judging;

/// <summary>Findings that are counted and not reported, each with its issue. Whoever mends one deletes it here; the list is to be empty.</summary>
internal static class KnownFindings
{
    public static ImmutableArray<KnownFinding> All { get; } = [];
}
