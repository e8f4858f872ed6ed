using System.Collections.Immutable;

namespace PersonaKit.Engine.Storage;

/// <summary>The heads of all mappers at one moment.</summary>
/// <param name="Heads">All heads, in ordinal order of their ids.</param>
/// <param name="ETag">The index's opaque etag; it changes with every change of any mapper.</param>
public sealed record MapperIndex(ImmutableArray<MapperHead> Heads, string ETag);
