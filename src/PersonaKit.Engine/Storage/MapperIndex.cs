using System.Collections.Immutable;

namespace PersonaKit.Engine.Storage;

/// <summary>Every mapper's head at one moment.</summary>
/// <param name="Heads">In ordinal order of the ids.</param>
/// <param name="ETag">Another one after every change of any of them.</param>
public sealed record MapperIndex(ImmutableArray<MapperHead> Heads, string ETag);
