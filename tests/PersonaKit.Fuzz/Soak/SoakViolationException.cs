namespace PersonaKit.Fuzz.Soak;

/// <summary>The host broke a promise.</summary>
internal sealed class SoakViolationException(string message) : Exception(message);
