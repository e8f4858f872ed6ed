using System.Text;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Mindscapes.Voting;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Engine;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Storage;
using PersonaKit.Language.Catalogs;

namespace PersonaKit.Storage.Contracts;

/// <summary>
/// Past states and votes over a real store: a past state is a fold of a part of the history, wherever the store keeps it.
/// </summary>
public abstract class MindscapeHistoryContract : StoreContract<IMindscapeStore>
{
    private static readonly EngineOptions Options = new();

    private readonly PersonId _person = Samples.NewPerson();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task As_of_now_equals_the_current_mindscape_and_an_earlier_instant_folds_earlier_observations(int seed)
    {
        var random = new Random(seed);
        var history = Enumerable.Range(0, 70).Select(i => Any(random, i)).ToArray();
        for (var done = 0; done < history.Length;)
        {
            var batch = history[done..Math.Min(history.Length, done + random.Next(1, 15))];
            done += batch.Length;
            await Store.AppendAsync(_person, [.. batch], 1000, None);
            if (done < history.Length && random.Next(4) > 0)
            {
                await FoldAsync();
            }
        }

        Assert.NotEmpty((await Store.ReadAsync(_person, None))!.Inbox);
        var now = await ReadAsync(null);
        Assert.Equal(Bytes(now), Bytes(await ReadAsync(new HistoryCut(Samples.Now, null))));
        Assert.Equal(Bytes(now), Bytes(await ReadAsync(new HistoryCut(null, Samples.Now))));
        for (var i = 0; i < 5; i++)
        {
            var cut = history[random.Next(history.Length)].ObservedAt;
            var prefix = MindscapeFold.Rebuild(_person, [.. history.Where(observation => observation.ObservedAt <= cut)], Samples.Catalog);
            var then = await ReadAsync(new HistoryCut(cut, null));
            Assert.Equal(Traits(prefix), Traits(then));
            Assert.Equal((now.Version, now.UpdatedAt, now.LastSequence, new HistoryCut(cut, null)), (then.Version, then.UpdatedAt, then.LastSequence, then.Cut));
        }
    }

    [Fact]
    public async Task A_late_observation_was_not_known_earlier()
    {
        var known = Samples.Observation("known", 50);
        var late = Samples.Observation("late", 40) with { ReceivedAt = Samples.Now.AddHours(3) };
        await Store.AppendAsync(_person, [known], 1000, None);
        await FoldAsync();
        await Store.AppendAsync(_person, [late], 1000, None);

        Assert.Equal(2, Count(await ReadAsync(new HistoryCut(Samples.Now, null))));
        Assert.Equal(1, Count(await ReadAsync(new HistoryCut(Samples.Now, Samples.Now))));
        Assert.Equal(1, Count(await ReadAsync(new HistoryCut(null, Samples.Now.AddHours(2)))));
        Assert.Equal(2, Count(await ReadAsync(new HistoryCut(null, Samples.Now.AddHours(3)))));
    }

    [Fact]
    public async Task Before_the_first_observation_there_is_no_mindscape()
    {
        await Store.AppendAsync(_person, [Samples.Observation("a", 50)], 1000, None);
        Assert.IsType<MindscapeOutcome.NothingThen>(await OutcomeAsync(new HistoryCut(Samples.Now.AddMinutes(-51), null)));
        Assert.IsType<MindscapeOutcome.Found>(await OutcomeAsync(new HistoryCut(Samples.Now.AddMinutes(-50), null)));
    }

    [Fact]
    public async Task The_history_of_a_trait_includes_journaled_observations()
    {
        for (var i = 0; i < 12; i++)
        {
            await Store.AppendAsync(_person, [Samples.Observation($"o-{i}", 100 - i)], 1000, None);
            await FoldAsync();
        }

        await Store.AppendAsync(_person, [Samples.Observation("waiting", 10)], 1000, None);
        var reader = new TraitHistoryReader(Store, new MindscapeFolder(Store, Samples.Catalog));
        var found = Assert.IsType<TraitHistoryOutcome.Found>(await reader.ReadAsync(_person, TraitPath.Parse("work.focus_duration.last"), null, Samples.Now, 100, None));

        Assert.Equal(13, found.History.Changes);
        Assert.Equal([.. Enumerable.Range(0, 12).Select(i => 100d - i), 10, 10], found.History.Points.Select(point => ((DataValue.Number)point.Value!).Value));
    }

    [Fact]
    public async Task Votes_are_read_back_unchanged_and_kept_by_later_folds()
    {
        await Store.AppendAsync(_person, [Vote("v1", "low_energy_break", false), Vote("v2", "a \"rule\" ☕", true)], 1000, None);
        await FoldAsync();
        for (var i = 0; i < 8; i++)
        {
            await Store.AppendAsync(_person, [Samples.Observation($"o-{i}")], 1000, None);
            await FoldAsync();
        }

        var votes = (await Store.ReadAsync(_person, None))!.Mindscape.Votes;
        Assert.Equal([new RuleVote(Samples.Now, ObservationId.Parse("v1"), Verdict.Unhelpful)], votes.Of("daily_work_optimizer", "low_energy_break").AsEnumerable());
        Assert.Equal([new RuleVote(Samples.Now, ObservationId.Parse("v2"), Verdict.Helpful)], votes.Of("daily_work_optimizer", "a \"rule\" ☕").AsEnumerable());
    }

    [Fact]
    public async Task A_new_catalog_folds_every_observation_again_and_loses_no_vote()
    {
        await Store.AppendAsync(_person, [Vote("v1", "r", true), .. Enumerable.Range(0, 8).Select(i => Samples.Observation($"o-{i}"))], 1000, None);
        await FoldAsync();
        await Store.AppendAsync(_person, [Vote("v2", "r", false)], 1000, None);
        await FoldAsync();
        var other = TraitCatalogParser.Parse("""
            traits:
              minutes: { kind: quantity, half_life: 28d }
            observations:
              work_session:
                fields: { duration_minutes: number }
                feeds: [ { trait: minutes, from: duration_minutes, confidence: 1 } ]
            """).Catalog!;

        var stored = (await Store.ReadAsync(_person, None))!;
        var folded = await new MindscapeFolder(Store, other).FoldAsync(stored, None);

        Assert.Equal(["minutes"], folded.Traits.All.Select(trait => trait.Key));
        Assert.Equal(2, stored.Mindscape.Votes.Of("daily_work_optimizer", "r").Length);
        Assert.Equal(stored.Mindscape.Votes.Of("daily_work_optimizer", "r").ToArray(), folded.Votes.Of("daily_work_optimizer", "r").ToArray());
    }

    [Fact]
    public async Task Two_hundred_concurrent_votes_are_all_counted()
    {
        var recorder = new ObservationRecorder(Store, Samples.Catalog, Options, TimeProvider.System);
        using var done = new CancellationTokenSource();
        var folding = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                if (await Store.ReadAsync(_person, None) is not null)
                {
                    await FoldAsync();
                }

                await Task.Yield();
            }
        });
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            var draft = new ObservationDraft { Pointer = "", Type = FeedbackContent.Type, Content = Helpful("low_energy_break", i % 2 == 0) };
            Assert.IsType<RecordOutcome.Recorded>(await recorder.RecordAsync(_person, [draft], null, None));
        });
        await done.CancelAsync();
        await folding;
        await FoldAsync();

        var votes = (await Store.ReadAsync(_person, None))!.Mindscape.Votes.Of("daily_work_optimizer", "low_energy_break");
        Assert.Equal((200, 100), (votes.Distinct().Count(), votes.Count(vote => vote.Verdict == Verdict.Helpful)));
    }

    private static Observation Any(Random random, int i)
    {
        var at = Samples.Now.AddMinutes(-30 * random.Next(0, 400));
        var (type, content) = random.Next(7) switch
        {
            0 => ("user_input", $$"""{"type":"energy_check","energy_level":"{{(random.Next(2) == 0 ? "low" : "high")}}"}"""),
            1 => ("assertion", $$"""{"trait":"profile.time_zone","value":"{{(random.Next(2) == 0 ? "Asia/Kolkata" : "America/New_York")}}"}"""),
            2 => ("feedback", $$"""{"mapper_id":"daily_work_optimizer","rule_id":"r{{random.Next(3)}}","rating":{{random.Next(1, 6)}}}"""),
            _ => ("work_session", $$"""{"start":"{{at:yyyy-MM-ddTHH:mm:ssZ}}","duration_minutes":{{random.Next(120)}},"productivity_score":{{random.Next(1, 6)}},"interruptions":{{random.Next(5)}}}"""),
        };
        return Observe($"o{i}", type, (DataValue.Map)DataValueJson.Parse(content), at);
    }

    private static Observation Vote(string id, string rule, bool helpful) => Observe(id, FeedbackContent.Type, Helpful(rule, helpful), Samples.Now);

    private static DataValue.Map Helpful(string rule, bool helpful) =>
        new([new("mapper_id", DataValue.Of("daily_work_optimizer")), new("rule_id", DataValue.Of(rule)), new("helpful", DataValue.Of(helpful))]);

    private static Observation Observe(string id, string type, DataValue.Map content, DateTimeOffset at) =>
        new ObservationDraft { Pointer = "", Type = type, Content = content, ObservedAt = at }.Accept(ObservationId.Parse(id), Samples.Now);

    private static long Count(Mindscape mindscape) => mindscape.Traits.Find("work.focus_duration")!.Count;

    private static string Bytes(Mindscape mindscape) => Encoding.UTF8.GetString(MindscapeDocument.Write(mindscape));

    private static string Traits(Mindscape mindscape) => Bytes(mindscape with { Version = default, UpdatedAt = null, LastSequence = 0 });

    private async Task<Mindscape> ReadAsync(HistoryCut? cut) => Assert.IsType<MindscapeOutcome.Found>(await OutcomeAsync(cut)).Mindscape;

    private Task<MindscapeOutcome> OutcomeAsync(HistoryCut? cut) =>
        new MindscapeReader(Store, new MindscapeFolder(Store, Samples.Catalog), Options, TimeProvider.System).ReadAsync(_person, null, MindscapeVersion.None, cut, None);

    /// <summary>As the change handler does; a losing fold loses no data.</summary>
    private async Task FoldAsync()
    {
        var stored = (await Store.ReadAsync(_person, None))!;
        var folded = await new MindscapeFolder(Store, Samples.Catalog).FoldAsync(stored, None);
        await Store.ReplaceAsync(stored, folded with { Version = stored.Mindscape.Version.Next(), UpdatedAt = Samples.Now }, None);
    }
}
