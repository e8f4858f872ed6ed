using PersonaKit.Core.Observations;

namespace PersonaKit.Sqlite.Changes;

/// <summary>A person and the place of their latest write in the order of all writes.</summary>
internal readonly record struct PersonChange(PersonId PersonId, long Sequence);
