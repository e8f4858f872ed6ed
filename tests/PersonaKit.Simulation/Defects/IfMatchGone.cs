using PersonaKit.Core.Observations;
using PersonaKit.Simulation.Documents;
using PersonaKit.Simulation.Schedules;

namespace PersonaKit.Simulation.Defects;

/// <summary>A replace without its condition on the etag: the last writer wins.</summary>
internal sealed class IfMatchGone : PlantedDefect
{
    public override StoreRules? Rules => StoreRules.Azure;

    public override IDocuments Documents(IDocuments sound, DocumentDatabase database) => new Broken(sound);

    private sealed class Broken(IDocuments sound) : DocumentsWrapper(sound)
    {
        public override async Task<bool> ReplaceAsync(PersonId personId, Document document)
        {
            while (await Sound.ReadAsync(personId, document.Id) is { } stored)
            {
                if (await Sound.ReplaceAsync(personId, document with { ETag = stored.ETag }))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
