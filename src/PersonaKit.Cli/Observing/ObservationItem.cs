using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Observing;

/// <summary>One observation of a file, and the line it starts on, counted from 1.</summary>
internal sealed record ObservationItem(int Line, DataValue Value);
