namespace PersonaKit.Cli.Checking;

/// <summary>What came of one request.</summary>
/// <param name="Request">The request.</param>
/// <param name="Failures">What was not as documented; empty when everything was.</param>
internal sealed record CheckResult(CheckRequest Request, IReadOnlyList<string> Failures);
