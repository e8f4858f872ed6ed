using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Sqlite.Writing;

/// <param name="Outcome">What the caller is told.</param>
/// <param name="Accepted">What was taken now, in order.</param>
internal sealed record AppendedBatch(AppendOutcome Outcome, ImmutableArray<AcceptedObservation> Accepted);
