using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Promises;

/// <summary>The two stores under test.</summary>
public sealed record Stores(IMindscapeStore Mindscapes, IPersonaStore Personas);
