namespace PersonaKit.Simulation.Schedules;

/// <summary>What happens to one call.</summary>
/// <param name="Operation">Whose call.</param>
/// <param name="Call">Which of them, from 0.</param>
/// <param name="Amount">Milliseconds of a delay, writes of a lag.</param>
internal sealed record Fault(string Operation, int Call, FaultKind Kind, int Amount);
