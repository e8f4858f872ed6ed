using System.Collections.Immutable;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Schedules;

/// <summary>A schedule from a number. Few people and few ids, so that operations meet.</summary>
internal sealed class ScheduleGenerator
{
    private const int Clients = 3;
    private const int Observations = 8;

    private readonly ulong _seed;
    private readonly int _people;
    private ulong _drawn;

    private ScheduleGenerator(ulong seed)
    {
        _seed = Mixing.Of(seed, "schedule");
        _people = Draw(3) == 0 ? 2 : 1;
    }

    public static Schedule Of(ulong seed, StoreRules? rules = null) => new ScheduleGenerator(seed).Generate(seed, rules);

    private Schedule Generate(ulong seed, StoreRules? rules)
    {
        var stores = rules ?? (Draw(4) == 0 ? StoreRules.Embedded : StoreRules.Azure);
        var instances = stores == StoreRules.Embedded ? 1 : 2 + Draw(2);
        var operations = Enumerable.Range(0, 8 + Draw(16)).Select(number => Operate(number, instances)).ToImmutableArray();
        var faults = Enumerable.Range(0, Draw(8)).Select(_ => Fail(operations.Length, instances)).ToList();
        faults.AddRange(stores == StoreRules.Azure ? Lags(operations.Length, instances) : []);
        return new Schedule(seed, stores, instances, operations, [.. faults]);
    }

    /// <summary>
    /// Replicas lag more often than anything else happens, and it matters at the first reads of an operation and of a batch.
    /// </summary>
    private IEnumerable<Fault> Lags(int operations, int instances) =>
        Enumerable.Range(0, Draw(8)).Select(_ => new Fault($"feed{Draw(instances)}.0", Draw(24), FaultKind.StaleRead, 1 + Draw(3)))
            .Concat(Enumerable.Range(0, Draw(4))
                .Select(_ => new Fault($"op{Draw(operations)}", Draw(2), FaultKind.StaleRead, 1 + Draw(3))));

    private Operation Operate(int number, int instances)
    {
        var (client, instance, person) = (Draw(Clients), Draw(instances), Draw(_people));
        Operation chosen = Draw(100) switch
        {
            < 36 => new Operation.Post(Items(), Draw(10) == 0 ? $"key{Draw(3)}" : null, Draw(3) == 0),
            < 46 => new Operation.Retract(Draw(Observations), Draw(3) == 0),
            < 66 => new Operation.GetPersona(Draw(4), Draw(5) == 0),
            < 70 => new Operation.ReadMindscape(),
            < 72 => new Operation.ListPersonas(),
            < 75 => new Operation.Export(),
            < 81 => new Operation.Erase(),
            < 83 => new Operation.Rebuild(),
            < 86 => new Operation.Purge(),
            < 88 => new Operation.ActivateMapper(1 + Draw(3)),
            < 91 => new Operation.SetClock(Draw(961) - 480),
            < 95 => new Operation.Pause(PauseMinutes()),
            < 97 => new Operation.CrashInstance(),
            _ => new Operation.RedeliverChanges(1 + Draw(10)),
        };
        return chosen with { Number = number, Client = client, Instance = instance, Person = person };
    }

    private ImmutableArray<PostedItem> Items() => [.. Enumerable.Range(0, Draw(3) == 0 ? 1 + Draw(6) : 1).Select(_ => Item())];

    private PostedItem Item()
    {
        var id = Draw(8) == 0 ? PostedItem.FirstVote + Draw(4) : Draw(Observations);
        var corrected = Draw(Observations);
        return new PostedItem(id, Draw(6) == 0 ? 1 : 0, id < PostedItem.FirstVote && corrected != id && Draw(7) == 0 ? corrected : null);
    }

    private int PauseMinutes() => Draw(6) switch { 0 => 60 * 26, 1 => 60 * 60, 2 => 60 * (1 + Draw(12)), _ => 1 + Draw(60) };

    private Fault Fail(int operations, int instances)
    {
        var isFeed = Draw(3) == 0;
        var target = isFeed ? $"feed{Draw(instances)}.{Draw(4) / 2}" : $"op{Draw(operations)}{(Draw(5) == 0 ? ".1" : "")}";
        var kind = (FaultKind)Draw(7);
        return new Fault(target, isFeed ? Draw(24) : Draw(10), kind, AmountOf(kind));
    }

    private int AmountOf(FaultKind kind) => kind switch
    {
        FaultKind.StaleRead => 1 + Draw(3),
        FaultKind.LateRequest or FaultKind.LateReply => Draw(4) switch { 0 => 600_000, 1 => 1500 + Draw(5000), _ => 1 + Draw(500) },
        _ => 0,
    };

    private int Draw(int below) => (int)(Mixing.Of(_seed, _drawn++) % (ulong)below);
}
