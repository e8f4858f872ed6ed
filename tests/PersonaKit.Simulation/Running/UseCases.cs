using PersonaKit.Core.Observations;
using PersonaKit.Engine.Mapping;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Simulation.Engines;
using PersonaKit.Simulation.Promises;
using PersonaKit.Simulation.Scheduling;
using PersonaKit.Simulation.Schedules;

namespace PersonaKit.Simulation.Running;

/// <summary>Operations as an endpoint would run them, and every answer held against what is owed.</summary>
internal sealed class UseCases(Fleet fleet, Timeline timeline, Tally tally)
{
    public static bool Writes(Operation operation) =>
        operation is Operation.Post or Operation.Retract or Operation.Erase or Operation.Rebuild;

    public Task RunAsync(Operation operation, Instance instance, int attempt)
    {
        var person = fleet.Events.Of(Drafts.PersonOf(operation.Person));
        return operation switch
        {
            Operation.Post post => PostAsync(post, instance, person),
            Operation.Retract retract => RetractAsync(retract, instance, person),
            Operation.GetPersona get => GetAsync(instance, person, get.Context, null, get.Explained),
            Operation.ReadMindscape => ReadAsync(instance, person),
            Operation.ListPersonas => ListAsync(instance, person),
            Operation.Export => ExportAsync(instance, person),
            Operation.Erase => EraseAsync(instance, person, attempt),
            Operation.Rebuild => instance.Engine.Rebuilder.RebuildAsync(person.PersonId, CancellationToken.None),
            Operation.Purge => instance.Engine.Purge.RunAsync(2, CancellationToken.None),
            Operation.ActivateMapper activate => instance.Engine.MapperChanges.ActivateAsync(
                SimulatedCatalog.Guide, activate.Revision, MapperExpectation.None, CancellationToken.None),
            _ => throw new InvalidOperationException($"no use case for {operation}"),
        };
    }

    /// <summary>Asks for a persona and returns it if one was served.</summary>
    public async Task<PersonaRow?> GetAsync(Instance instance, PersonLedger person, int context, Receipt? after, bool isExplained)
    {
        var given = MapperContexts.Of(context);
        var check = new ServedCheck(fleet, timeline, person, instance, given, after);
        var mappers = await instance.Engine.Mappers.CurrentAsync(CancellationToken.None);
        if (mappers.Find(SimulatedCatalog.Guide)?.Active is not { } mapper)
        {
            timeline.Break("the mapper is not active");
            return null;
        }

        var request = new PersonaRequest(person.PersonId, mapper, given, after, null);
        var outcome = isExplained
            ? await instance.Engine.Explainer.ExplainAsync(request, CancellationToken.None)
            : await instance.Serve(request);
        check.Check(outcome);
        tally.Served += outcome is PersonaOutcome.Served ? 1 : 0;
        tally.Hits += outcome is PersonaOutcome.Served { Cache: CacheState.Hit } ? 1 : 0;
        return outcome switch
        {
            PersonaOutcome.Served served => served.Row,
            PersonaOutcome.Explained explained => explained.Row,
            _ => null,
        };
    }

    private async Task PostAsync(Operation.Post post, Instance instance, PersonLedger person)
    {
        var drafts = Drafts.Of(post.Person, post);
        var check = new RecordedCheck(timeline, person, drafts);
        person.Send(drafts.Select(draft => draft.Id).OfType<ObservationId>());
        var outcome = await instance.Engine.Recorder.RecordAsync(person.PersonId, drafts, post.Key, CancellationToken.None);
        check.Check(outcome);
        tally.Posts++;
        if (post.ThenGet && outcome is RecordOutcome.Recorded { Receipt: { } receipt })
        {
            await GetAsync(instance, person, 0, receipt, isExplained: false);
        }
    }

    private async Task RetractAsync(Operation.Retract retract, Instance instance, PersonLedger person)
    {
        var id = Drafts.IdOf(retract.Observation);
        var check = new RetractedCheck(timeline, person, id);
        person.Send([Retraction.IdOf(id)]);
        var outcome = await instance.Engine.Recorder.RetractAsync(person.PersonId, id, CancellationToken.None);
        check.Check(outcome);
        tally.Retractions++;
        if (retract.ThenGet && outcome is RetractOutcome.Retracted { Receipt: var receipt })
        {
            await GetAsync(instance, person, 0, receipt, isExplained: false);
        }
    }

    private async Task ReadAsync(Instance instance, PersonLedger person)
    {
        var check = new MindscapeCheck(timeline, person, instance);
        check.Check(await instance.Engine.Reader.ReadAsync(person.PersonId, null, MindscapeVersion.None, CancellationToken.None));
    }

    private async Task ExportAsync(Instance instance, PersonLedger person)
    {
        var check = new MindscapeCheck(timeline, person, instance);
        await check.CheckAsync(await instance.Engine.Exporter.ExportAsync(person.PersonId, CancellationToken.None));
    }

    private async Task ListAsync(Instance instance, PersonLedger person)
    {
        var checks = Enumerable.Range(0, 4).Select(MapperContexts.Of).ToDictionary(
            context => context.Digest, context => new ServedCheck(fleet, timeline, person, instance, context, null));
        var mappers = await instance.Engine.Mappers.CurrentAsync(CancellationToken.None);
        foreach (var row in await instance.Engine.Provider.ListValidAsync(person.PersonId, mappers, CancellationToken.None))
        {
            checks[row.Key.ContextDigest.Split('-')[0]].CheckRow(row, CacheState.Hit);
        }
    }

    private async Task EraseAsync(Instance instance, PersonLedger person, int attempt)
    {
        var lives = person.Epochs.ToList();
        var begun = timeline.Now;
        var isFound = await instance.Engine.Eraser.EraseAsync(person.PersonId, CancellationToken.None);
        tally.Erases++;
        if (lives.Exists(life => !life.IsErased))
        {
            timeline.Break($"P9: an erase of {person.PersonId} was answered {isFound}, and they live on");
            return;
        }

        lives.ForEach(life => life.IsGone = true);
        // Who posts meanwhile takes the tombstone away.
        if (!isFound && attempt > 0 && person.Living is null && lives is [.., var last]
            && begun - last.ErasedAt < ErasureLifetimes.Tombstone)
        {
            timeline.Break($"P9: a repeated erase of {person.PersonId} finds nobody while the tombstone stands");
        }
    }
}
