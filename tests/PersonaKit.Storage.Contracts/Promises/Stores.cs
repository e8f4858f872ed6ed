using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Promises;

/// <summary>The two stores that a promise is kept between.</summary>
public sealed record Stores(IMindscapeStore Mindscapes, IPersonaStore Personas);
