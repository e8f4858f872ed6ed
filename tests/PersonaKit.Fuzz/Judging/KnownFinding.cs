using PersonaKit.Fuzz.Wire;

namespace PersonaKit.Fuzz.Judging;

/// <summary>A defect that is known and not mended yet.</summary>
/// <param name="Is">Whether an exchange that broke a rule is this one.</param>
internal sealed record KnownFinding(string Name, string Issue, Func<Exchange, bool> Is);
