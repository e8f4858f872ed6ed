using System.Collections.Immutable;
using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.Observing;

/// <summary>What became of one observation of a post.</summary>
/// <param name="Id">The sender's id, or the one it was given.</param>
/// <param name="Status">
/// Whether it counts now, counted already, was refused because the id belongs to another observation, or no longer counts because that was retracted.
/// </param>
/// <param name="Feeds">
/// The traits it feeds, in ordinal order; empty when the catalog maps nothing in it ("unmapped": kept, and folded once a catalog does), and for what was retracted.
/// </param>
public sealed record RecordedItem(ObservationId Id, RecordStatus Status, ImmutableArray<string> Feeds);
