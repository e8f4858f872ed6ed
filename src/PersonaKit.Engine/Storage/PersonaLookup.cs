using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Engine.Storage;

/// <summary>The result of looking up a persona.</summary>
/// <param name="Head">The person's head; version 0 before the first.</param>
/// <param name="Row">The row with the key, valid or not; null when there is none.</param>
public readonly record struct PersonaLookup(MindscapeVersion Head, PersonaRow? Row);
