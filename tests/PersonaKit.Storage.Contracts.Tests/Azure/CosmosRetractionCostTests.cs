using System.Globalization;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Azure.Personas;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Engine;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Observing;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;
using Xunit.Abstractions;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>
/// What the retraction of an old observation costs: its post and its fold. Set PERSONAKIT_HISTORY to a number of observations for one long
/// history with the settings of production.
/// </summary>
public sealed class CosmosRetractionCostTests(ITestOutputHelper output)
{
    private const int Batch = 500;

    private readonly TraitCatalog _catalog = Samples.Catalog;

    [Fact]
    [Trait(Thoroughness.Trait, Thoroughness.Long)]
    public async Task A_retraction_costs_no_more_because_the_history_is_long()
    {
        if (Environment.GetEnvironmentVariable("PERSONAKIT_HISTORY") is { Length: > 0 } asked)
        {
            output.WriteLine((await CostAsync(int.Parse(asked, CultureInfo.InvariantCulture), new EngineOptions().CheckpointInterval)).ToString());
            return;
        }

        var brief = await CostAsync(3_100, 1024);
        var blocks = Thoroughness.Of(full: 6, quick: 2);
        var lengthy = await CostAsync(3_100 + (blocks * 1024), 1024);
        output.WriteLine(brief.ToString());
        output.WriteLine(lengthy.ToString());

        // Three thousand observations are six pages, and each block of a thousand two more. Read are one block of them and what is behind
        // the last one; a checkpoint more for each further block costs less than two.
        Assert.Equal(brief.Reads("journal"), lengthy.Reads("journal"));
        Assert.InRange(lengthy.Reads("journal"), 2, 6);
        Assert.InRange(lengthy.Of("journal") / brief.Of("journal"), 0.8, 1.2);
        Assert.Equal(blocks, lengthy.Reads("checkpoint") - brief.Reads("checkpoint"));
        Assert.InRange(lengthy.Of("checkpoint") - brief.Of("checkpoint"), 0, blocks * 2);
    }

    private async Task<CosmosBill> CostAsync(int observations, int interval)
    {
        var person = Samples.NewPerson();
        var charges = new CosmosCharges();
        var container = await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id");
        var client = await CosmosEmulator.ConnectAsync(charges);
        var store = new CosmosMindscapeStore(client.GetContainer(container.Database.Id, container.Id), _catalog);
        var personas = new TablePersonaStore(await TableEmulator.NewTableAsync(), TimeProvider.System);
        var options = new EngineOptions { CheckpointInterval = interval, LongFolds = 1 };
        using var folds = new LongFolds(options);
        var folder = new MindscapeFolder(store, _catalog, new CheckpointedHistory(store, store.Checkpoints, _catalog, options), folds);
        var handler = new MindscapeChangeHandler(store, personas, folder, options, TimeProvider.System);
        for (var start = 0; start < observations; start += Batch)
        {
            await store.AppendAsync(person, [.. Enumerable.Range(start, Math.Min(Batch, observations - start)).Select(Session)], 1000, default);
            Assert.Equal(FoldOutcome.Advanced, await handler.HandleAsync(person, default));
        }

        // One before, so that the next finds everything made that is made once.
        await RetractAsync(observations / 3);
        var bill = await RetractAsync((observations / 2) + 7);
        Assert.Equal((await folder.RebuildAsync((await store.ReadAsync(person, default))!, default)).Observations, observations - 2);
        return bill;

        async Task<CosmosBill> RetractAsync(int number)
        {
            var recorder = new ObservationRecorder(store, _catalog, options, TimeProvider.System);
            Assert.IsType<RetractOutcome.Retracted>(await recorder.RetractAsync(person, ObservationId.Parse($"s{number}"), default));
            var posted = charges.Take();
            Assert.Equal(FoldOutcome.Advanced, await handler.HandleAsync(person, default));
            var folded = charges.Take();
            output.WriteLine($"{observations} observations, post: {posted}");
            output.WriteLine($"{observations} observations, fold: {folded}");
            return posted.Plus(folded);
        }
    }

    /// <summary>A work session, five minutes after the one before; one in ten is an energy check.</summary>
    private static Observation Session(int i)
    {
        var at = Samples.Now.AddYears(-2).AddMinutes(5 * i);
        return Samples.Observation($"s{i}") with
        {
            ObservedAt = at,
            ReceivedAt = at,
            Type = i % 10 == 0 ? "user_input" : "work_session",
            Content = (DataValue.Map)DataValueJson.Parse(i % 10 == 0
                ? $$"""{"type":"energy_check","energy_level":"{{(i % 20 == 0 ? "low" : "high")}}"}"""
                : string.Create(CultureInfo.InvariantCulture, $$"""{"start":"{{at:yyyy-MM-ddTHH:mm:ssZ}}","duration_minutes":{{20 + (i % 90)}},"productivity_score":{{1 + (i % 5)}},"interruptions":{{i % 4}}}""")),
        };
    }
}
