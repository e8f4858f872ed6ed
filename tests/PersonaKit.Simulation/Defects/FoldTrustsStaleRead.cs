using System.Text.Json;
using PersonaKit.Core.Observations;
using PersonaKit.Simulation.Documents;
using PersonaKit.Simulation.Schedules;

namespace PersonaKit.Simulation.Defects;

/// <summary>A fold that believes what its replica shows: where that shows nothing to fold, the change counts as handled.</summary>
internal sealed class FoldTrustsStaleRead : PlantedDefect
{
    public override StoreRules? Rules => StoreRules.Azure;

    public override HandleChanges Changes(HandleChanges sound, IDocuments documents) => async (batch, isLastAttempt) =>
    {
        var worthIt = new List<string>();
        foreach (var text in batch)
        {
            using var json = JsonDocument.Parse(text);
            var person = PersonId.Parse(json.RootElement.GetProperty("person_id").GetString()!);
            var shown = await documents.ReadAsync(person, person.Value) as HotDocument;
            if (shown is { Inbox.IsEmpty: false } or { ErasedAt: not null })
            {
                worthIt.Add(text);
            }
        }

        await sound(worthIt, isLastAttempt);
    };
}
