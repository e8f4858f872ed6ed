using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Simulation.Documents;

namespace PersonaKit.Simulation.Defects;

/// <summary>Hands everything on; a defect overrides what it breaks.</summary>
internal class DocumentsWrapper(IDocuments sound) : IDocuments
{
    protected IDocuments Sound { get; } = sound;

    public virtual Task<Document?> ReadAsync(PersonId personId, string id) => Sound.ReadAsync(personId, id);

    public virtual Task<bool> CreateAsync(PersonId personId, Document document) => Sound.CreateAsync(personId, document);

    public virtual Task<bool> ReplaceAsync(PersonId personId, Document document) => Sound.ReplaceAsync(personId, document);

    public Task SeeLatestAsync(PersonId personId) => Sound.SeeLatestAsync(personId);

    public Task DeleteAsync(PersonId personId, string id) => Sound.DeleteAsync(personId, id);

    public virtual Task<PatchAnswer> AppendAsync(PersonId personId, ImmutableArray<Observation> fresh, int inboxLimit) =>
        Sound.AppendAsync(personId, fresh, inboxLimit);
}
