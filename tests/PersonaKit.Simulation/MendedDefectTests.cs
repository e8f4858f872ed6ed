using System.Collections.Immutable;
using PersonaKit.Simulation.Running;
using PersonaKit.Simulation.Schedules;

namespace PersonaKit.Simulation;

/// <summary>Shrunken schedules that broke a promise once. They are written out, so that no change of the generator loses them.</summary>
public sealed class MendedDefectTests
{
    [Fact]
    public void A_retraction_that_is_folded_while_the_history_is_read_leaves_no_persona_of_a_set_that_never_was() => Keeps(716,
    [
        new Operation.GetPersona(3, Explained: true) { Number = 0, Client = 2, Instance = 0, Person = 0 },
        new Operation.Post([Item(7)], null, ThenGet: false) { Number = 1, Client = 1, Instance = 0, Person = 0 },
        new Operation.Post([Item(4), Item(5), Item(2), Item(2), Item(100, 1)], "key0", ThenGet: true) { Number =
            2, Client = 2, Instance = 0, Person = 0 },
        new Operation.ActivateMapper(2) { Number = 4, Client = 0, Instance = 0, Person = 0 },
        new Operation.GetPersona(3, Explained: false) { Number = 6, Client = 0, Instance = 0, Person = 0 },
        new Operation.Retract(7, ThenGet: false) { Number = 10, Client = 0, Instance = 0, Person = 0 },
    ]);

    [Fact]
    public void An_erase_while_the_history_is_read_leaves_no_persona_of_the_rest() => Keeps(1388,
    [
        new Operation.Post([Item(4)], "key2", ThenGet: false) { Number = 2, Client = 1, Instance = 0, Person = 0 },
        new Operation.Post([Item(5)], null, ThenGet: true) { Number = 5, Client = 1, Instance = 0, Person = 0 },
        new Operation.Post([Item(5), Item(5, 1), Item(4)], null, ThenGet: false) { Number = 6, Client = 0, Instance = 0, Person = 0 },
        new Operation.Post([Item(1, corrects: 4), Item(5), Item(3), Item(6)], "key0", ThenGet: false) { Number =
            8, Client = 0, Instance = 0, Person = 0 },
        new Operation.Erase { Number = 12, Client = 0, Instance = 0, Person = 0 },
    ],
    new Fault("feed0.0", 13, FaultKind.CrashBefore, 0));

    private static void Keeps(ulong seed, ImmutableArray<Operation> operations, params Fault[] faults) =>
        Assert.Null(ScheduleRun.Of(new Schedule(seed, StoreRules.Embedded, 1, operations, [.. faults])).Broken);

    private static PostedItem Item(int id, int variant = 0, int? corrects = null) => new(id, variant, corrects);
}
