namespace PersonaKit.Fuzz.Wire;

/// <summary>What became of a request.</summary>
/// <param name="Answer">Null when the connection ended without a whole one, or nothing came in time.</param>
/// <param name="Elapsed">From the last byte that was sent to the last that came.</param>
/// <param name="HasTimedOut">Whether the connection was still open at the end of patience.</param>
internal sealed record Exchange(WireRequest Request, WireAnswer? Answer, TimeSpan Elapsed, bool HasTimedOut);
