using PersonaKit.Core.Observations;
using PersonaKit.Simulation.Documents;
using PersonaKit.Simulation.Schedules;

namespace PersonaKit.Simulation.Defects;

/// <summary>A journal page that is written when the document it was taken out of is replaced already.</summary>
internal sealed class PageAfterReplace : PlantedDefect
{
    public override StoreRules? Rules => StoreRules.Azure;

    public override IDocuments Documents(IDocuments sound, DocumentDatabase database) => new Broken(sound);

    private sealed class Broken(IDocuments sound) : DocumentsWrapper(sound)
    {
        private readonly List<Func<Task>> _held = [];

        public override Task<bool> CreateAsync(PersonId personId, Document document) =>
            document is PageDocument ? Hold(() => Sound.CreateAsync(personId, document)) : Sound.CreateAsync(personId, document);

        public override async Task<bool> ReplaceAsync(PersonId personId, Document document)
        {
            if (document is PageDocument)
            {
                return await Hold(() => Sound.ReplaceAsync(personId, document));
            }

            var isDone = await Sound.ReplaceAsync(personId, document);
            var held = _held.ToList();
            _held.Clear();
            foreach (var write in held)
            {
                await write();
            }

            return isDone;
        }

        private Task<bool> Hold(Func<Task> write)
        {
            _held.Add(write);
            return Task.FromResult(true);
        }
    }
}
