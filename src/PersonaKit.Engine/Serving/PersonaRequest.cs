using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Engine.Observing;

namespace PersonaKit.Engine.Serving;

/// <summary>A request for a persona.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="Mapper">The mapper's active revision.</param>
/// <param name="Context">The context, read with this mapper's context fields.</param>
/// <param name="After">The receipt of a write that the persona must include; null for none.</param>
/// <param name="At">
/// The instant to build for instead of now; null for now. A persona with an instant is a preview and is never stored.
/// </param>
/// <param name="Cut">The part of the history to build from; null for all of it. A persona with a cut is never stored.</param>
public readonly record struct PersonaRequest(
    PersonId PersonId, CompiledMapper Mapper, PersonaContext Context, Receipt? After, DateTimeOffset? At, HistoryCut? Cut = null);
