using System.Collections.Immutable;

namespace PersonaKit.Engine.Storage;

/// <summary>A mapper with all of its revisions.</summary>
/// <param name="Head">The current state.</param>
/// <param name="Revisions">All revisions, newest first.</param>
public sealed record MapperHistory(MapperHead Head, ImmutableArray<MapperRevision> Revisions);
