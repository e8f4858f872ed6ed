namespace PersonaKit.Simulation.Documents;

/// <param name="Document">As it is after the patch; null when the patch was refused.</param>
/// <param name="IsMissing">There is no document to patch.</param>
internal sealed record PatchAnswer(HotDocument? Document, bool IsMissing);
