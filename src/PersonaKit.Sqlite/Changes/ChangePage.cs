using System.Collections.Immutable;

namespace PersonaKit.Sqlite.Changes;

/// <param name="Changes">In the order of the writes, each person once.</param>
/// <param name="Continuation">Where to read on.</param>
internal sealed record ChangePage(ImmutableArray<PersonChange> Changes, long Continuation);
