namespace PersonaKit.Language.Sources;

/// <summary>One thing wrong with a YAML or JSON source text. Line and column count from 1.</summary>
public sealed record Diagnostic(int Line, int Column, string Message)
{
    /// <summary>The position, then the message.</summary>
    public override string ToString() => $"line {Line}, column {Column}: {Message}";
}
