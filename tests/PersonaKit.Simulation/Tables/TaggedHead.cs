using PersonaKit.Engine.Storage;

namespace PersonaKit.Simulation.Tables;

internal sealed record TaggedHead(MarkedHead Head, long ETag);
