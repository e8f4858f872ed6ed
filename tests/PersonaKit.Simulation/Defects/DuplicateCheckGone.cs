using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Simulation.Documents;
using PersonaKit.Simulation.Schedules;

namespace PersonaKit.Simulation.Defects;

/// <summary>A patch without its condition on ids: a retry is another observation.</summary>
internal sealed class DuplicateCheckGone : PlantedDefect
{
    public override StoreRules? Rules => StoreRules.Azure;

    public override IDocuments Documents(IDocuments sound, DocumentDatabase database) => new Broken(sound);

    private sealed class Broken(IDocuments sound) : DocumentsWrapper(sound)
    {
        public override async Task<PatchAnswer> AppendAsync(PersonId personId, ImmutableArray<Observation> fresh, int inboxLimit)
        {
            while (await Sound.ReadAsync(personId, personId.Value) is HotDocument { ErasedAt: null } document)
            {
                var next = document.With(fresh);
                if (await Sound.ReplaceAsync(personId, next))
                {
                    return new PatchAnswer(next, IsMissing: false);
                }
            }

            return await Sound.AppendAsync(personId, fresh, inboxLimit);
        }
    }
}
