using System.Collections.Immutable;

namespace PersonaKit.Engine.Storage;

/// <summary>A mapper's head and all of its revisions, newest first.</summary>
public sealed record MapperHistory(MapperHead Head, ImmutableArray<MapperRevision> Revisions);
