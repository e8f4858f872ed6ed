using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Simulation.Tables;

internal sealed record TaggedRow(PersonId PersonId, PersonaRow Row, long ETag);
