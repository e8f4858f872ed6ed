using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Engine.Storage;

/// <summary>A person's head (version 0 before the first) and the row under one key.</summary>
public readonly record struct PersonaLookup(MindscapeVersion Head, PersonaRow? Row);
