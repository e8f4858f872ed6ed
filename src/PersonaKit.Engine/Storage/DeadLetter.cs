using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.Storage;

/// <summary>A change that could not be handled and waits for somebody to look at it. One a document: a later failure takes the place of an earlier one.</summary>
/// <param name="DocumentId">Whose change it is: the person's id, or what stood in the place of one.</param>
/// <param name="Reason">For an operator; never what a person said.</param>
/// <param name="Attempts">How often it was parked.</param>
public sealed record DeadLetter(string DocumentId, string Reason, DateTimeOffset At, int Attempts)
{
    /// <summary>Null for a document that is nobody's: there is nothing to handle again until somebody mends it.</summary>
    public PersonId? PersonId => Core.Observations.PersonId.TryParse(DocumentId, out var person) ? person : null;
}
