using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Exporting;

/// <summary>Everything that is stored about a person.</summary>
/// <param name="ExportedAt">When the export was made, in whole milliseconds.</param>
/// <param name="Mindscape">The mindscape with all accepted observations folded in.</param>
/// <param name="Observations">All accepted observations, oldest first by number. They are read from the store during enumeration.</param>
/// <param name="Personas">The cached personas that are valid now.</param>
public sealed record PersonExport(
    DateTimeOffset ExportedAt, Mindscape Mindscape, IAsyncEnumerable<AcceptedObservation> Observations, IReadOnlyList<PersonaRow> Personas);
