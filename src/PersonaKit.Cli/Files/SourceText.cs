namespace PersonaKit.Cli.Files;

/// <summary>A text and the name it goes by in messages.</summary>
internal sealed record SourceText(string Name, string Text);
