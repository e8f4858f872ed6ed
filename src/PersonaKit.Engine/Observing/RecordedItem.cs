using System.Collections.Immutable;
using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.Observing;

/// <summary>What became of one observation of a post.</summary>
/// <param name="Id">The sender's id, or the one it was given.</param>
/// <param name="Status"> Whether it counts now, counted already, was refused because the id belongs to another observation or it corrects
/// what was refused so, or no longer counts because that was retracted.
/// </param>
/// <param name="Feeds">
/// The traits it feeds, in ordinal order; empty when the catalog maps nothing in it, and for what was retracted.
/// </param>
/// <param name="IsUnmapped">
/// True when it is kept and nothing reads it, until a catalog does. Feedback feeds no trait and is read all the same.
/// </param>
public sealed record RecordedItem(ObservationId Id, RecordStatus Status, ImmutableArray<string> Feeds, bool IsUnmapped);
