using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Engine.Observing;

namespace PersonaKit.Engine.Serving;

/// <summary>A persona somebody asks for.</summary>
/// <param name="Context">Read for this mapper.</param>
/// <param name="After">The write the persona has to reflect, if any.</param>
/// <param name="At">The instant to look at instead of now; such a persona is a preview and never stored.</param>
/// <param name="Cut">The part of the history to build from, null for all of it; such a persona is never stored either.</param>
public readonly record struct PersonaRequest(
    PersonId PersonId, CompiledMapper Mapper, PersonaContext Context, Receipt? After, DateTimeOffset? At, HistoryCut? Cut = null);
