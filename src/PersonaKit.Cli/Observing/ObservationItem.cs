using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Observing;

/// <summary>An observation of a file and its first line, from 1.</summary>
internal sealed record ObservationItem(int Line, DataValue Value);
