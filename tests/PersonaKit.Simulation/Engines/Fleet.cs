using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Defects;
using PersonaKit.Simulation.Documents;
using PersonaKit.Simulation.Embedded;
using PersonaKit.Simulation.Feeds;
using PersonaKit.Simulation.Mappers;
using PersonaKit.Simulation.Promises;
using PersonaKit.Simulation.Scheduling;
using PersonaKit.Simulation.Schedules;
using PersonaKit.Simulation.Tables;

namespace PersonaKit.Simulation.Engines;

/// <summary>
/// The instances over what they share. One that crashes starts again after a while, with the same stores and nothing in memory.
/// </summary>
internal sealed class Fleet
{
    private readonly Timeline _timeline;
    private readonly Schedule _schedule;
    private readonly PlantedDefect _defect;
    private readonly Instance?[] _instances;
    private readonly int[] _lives;
    private readonly TimeSpan[] _clocks;
    private readonly DateTimeOffset[] _latest;
    private TaskCompletionSource _started = new();

    public Fleet(Timeline timeline, Schedule schedule, PlantedDefect defect)
    {
        (_timeline, _schedule, _defect) = (timeline, schedule, defect);
        var count = schedule.Instances;
        (_instances, _lives, _clocks, _latest) = (new Instance?[count], new int[count], new TimeSpan[count], new DateTimeOffset[count]);
        Faults = new FaultPlan(schedule.Faults);
        Events = new StoreEvents(timeline, SimulatedCatalog.Traits) { LatestClock = LatestClock };
        Documents = new DocumentDatabase(timeline, Events);
        Embedded = new EmbeddedDatabase();
        Tables = new PersonaTables(Events);
        Mappers = new MapperShelf(timeline);
        Feed = schedule.Stores == StoreRules.Azure
            ? new DocumentFeed(timeline, Documents, defect)
            : new EmbeddedFeed(timeline, Embedded, defect);
    }

    public FaultPlan Faults { get; }

    public StoreEvents Events { get; }

    public DocumentDatabase Documents { get; }

    public EmbeddedDatabase Embedded { get; }

    public PersonaTables Tables { get; }

    public MapperShelf Mappers { get; }

    public ISimulatedFeed Feed { get; }

    public SortedDictionary<string, DeadLetter> Letters { get; } = new(StringComparer.Ordinal);

    public int Count => _instances.Length;

    public void SetClock(int instance, TimeSpan offset)
    {
        _latest[instance] = LatestClock(instance);
        _clocks[instance] = offset;
    }

    public void Crash(int instance) => _instances[instance]?.Life.Crash();

    public void Start()
    {
        for (var instance = 0; instance < Count; instance++)
        {
            Start(instance);
        }
    }

    /// <summary>The instance, when it is up.</summary>
    public async Task<Instance> ReachAsync(int instance)
    {
        while (true)
        {
            if (_instances[instance] is { Life.IsAlive: true } alive)
            {
                return alive;
            }

            await _started.Task;
        }
    }

    private DateTimeOffset LatestClock(int instance) =>
        SimulatedClock.Start + _timeline.Now + _clocks[instance] is var now && now > _latest[instance] ? now : _latest[instance];

    private void Start(int instance)
    {
        var life = new Incarnation(instance);
        var gate = new CallGate(_timeline, Faults, life);
        var clock = new SimulatedClock(_timeline, life, () => _clocks[instance]);
        var client = _schedule.Stores == StoreRules.Azure ? new DocumentClient(Documents, gate) : null;
        var documents = client is null ? null : _defect.Documents(client, Documents);
        IPersonaStore sound = client is null
            ? new EmbeddedPersonaStore(Tables, Embedded, gate, clock)
            : new TablePersonaStore(Tables, gate, clock);
        var personas = _defect.Personas(sound, Tables, clock);
        var mindscapes = _defect.Mindscapes(
            documents is null
                ? new EmbeddedMindscapeStore(Embedded, Tables, gate, SimulatedCatalog.Traits, Events)
                : new DocumentMindscapeStore(documents, SimulatedCatalog.Traits),
            personas);
        var engine = new WiredEngine(mindscapes, personas, new SharedMapperStore(Mappers, gate), new DeadLetterBox(Letters, gate), clock);
        var serve = _defect.Serving(async request => await engine.Provider.GetAsync(request, CancellationToken.None), _timeline);
        HandleChanges handle = (batch, isLast) => engine.Batches.HandleAsync(batch, isLast, CancellationToken.None);
        var changes = documents is null ? handle : _defect.Changes(handle, documents);
        var started = _instances[instance] = new Instance(life, gate, clock, engine, serve, changes, client);
        _ = RestartAfterCrashAsync(started);
        _ = FollowFeedAsync(started, $"feed{instance}.{_lives[instance]++}");
        var waiting = _started;
        _started = new();
        waiting.SetResult();
    }

    private async Task RestartAfterCrashAsync(Instance instance)
    {
        await instance.Life.Stopped;
        var priority = Mixing.Of(_schedule.Seed, $"restart{instance.Life.Instance}.{_lives[instance.Life.Instance]}");
        await _timeline.WaitAsync(null, priority, TimeSpan.FromMilliseconds(500 + (priority % 2500)));
        Start(instance.Life.Instance);
    }

    private async Task FollowFeedAsync(Instance instance, string id)
    {
        try
        {
            OperationScope.Enter(_schedule.Seed, id, instance.Life, isWriter: true);
            await Feed.FollowAsync(instance);
        }
        catch (Exception bug)
        {
            _timeline.Break($"the change feed of instance {instance.Life.Instance} ended: {bug}");
        }
    }
}
