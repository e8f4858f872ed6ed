namespace PersonaKit.Core.Values;

/// <summary>One thing wrong with a JSON document: where (an RFC 6901 JSON pointer, "" for the whole document) and what was expected.</summary>
public sealed record Fault(string Pointer, string Detail);
