using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Exporting;

/// <summary>What is stored of a person.</summary>
/// <param name="Mindscape">With everything accepted so far in it.</param>
/// <param name="Observations">Every accepted one, oldest first by number, read from the store while it is enumerated.</param>
/// <param name="Personas">Those that would be served from the cache now.</param>
public sealed record PersonExport(
    DateTimeOffset ExportedAt, Mindscape Mindscape, IAsyncEnumerable<AcceptedObservation> Observations, IReadOnlyList<PersonaRow> Personas);
