using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.Storage;

/// <summary>A change that could not be handled. There is one per document; a later failure replaces an earlier one.</summary>
/// <param name="DocumentId">The person's id, or the document's id when it has no valid person id.</param>
/// <param name="Reason">The type of the failure, for an operator. It never contains a person's data.</param>
/// <param name="At">When it last failed.</param>
/// <param name="Attempts">How often the change has failed, from 1.</param>
public sealed record DeadLetter(string DocumentId, string Reason, DateTimeOffset At, int Attempts)
{
    /// <summary>How far the document had come when its change failed: what a replay has to see.</summary>
    public DocumentPosition Position { get; init; }

    /// <summary>The person; null when the document has no valid person id and cannot be replayed until it is repaired.</summary>
    public PersonId? PersonId => Core.Observations.PersonId.TryParse(DocumentId, out var person) ? person : null;
}
