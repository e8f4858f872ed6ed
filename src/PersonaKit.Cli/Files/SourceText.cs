namespace PersonaKit.Cli.Files;

/// <summary>A text and its name in messages.</summary>
internal sealed record SourceText(string Name, string Text);
