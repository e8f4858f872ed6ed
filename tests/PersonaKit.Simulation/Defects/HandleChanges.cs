namespace PersonaKit.Simulation.Defects;

/// <summary>Handles a batch of the change feed.</summary>
internal delegate Task HandleChanges(IReadOnlyList<string> documents, bool isLastAttempt);
