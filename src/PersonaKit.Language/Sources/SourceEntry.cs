namespace PersonaKit.Language.Sources;

/// <summary>One key of a map, with the place of the key itself: that is where an unknown or repeated key is reported.</summary>
internal sealed record SourceEntry(int Line, int Column, string Key, SourceNode Value);
