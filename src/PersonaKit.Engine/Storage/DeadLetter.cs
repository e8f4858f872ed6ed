using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.Storage;

/// <summary>A change that could not be handled and waits for somebody to look at it. One a person: a later failure takes the place of an earlier one.</summary>
/// <param name="Reason">For an operator; never what a person said.</param>
/// <param name="Attempts">How often it was parked.</param>
public sealed record DeadLetter(PersonId PersonId, string Reason, DateTimeOffset At, int Attempts);
