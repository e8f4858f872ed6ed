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

    [Fact]
    public void A_persona_that_expires_while_it_is_explained_is_not_served() => Keeps(StoreRules.Azure, 3, 79065,
    [
        new Operation.Post([Item(5, 1)], null, ThenGet: false) { Number = 2, Client = 0, Instance = 2, Person = 0 },
        new Operation.GetPersona(2, Explained: true) { Number = 4, Client = 0, Instance = 0, Person = 0 },
        new Operation.Post([Item(0)], null, ThenGet: false) { Number = 6, Client = 2, Instance = 0, Person = 0 },
        new Operation.SetClock(248) { Number = 10, Client = 2, Instance = 0, Person = 0 },
    ]);

    /// <summary>Was: version 0 of nobody's fold and version 0 of two observations.</summary>
    [Fact]
    public void Readers_who_fold_ahead_show_one_state_under_one_version() => Keeps(5,
    [
        new Operation.Post([Item(3, 1)], null, ThenGet: true) { Number = 7, Client = 2, Instance = 0, Person = 0 },
        new Operation.GetPersona(2, Explained: false) { Number = 10, Client = 1, Instance = 0, Person = 0 },
        new Operation.Post([Item(5)], null, ThenGet: false) { Number = 12, Client = 0, Instance = 0, Person = 0 },
    ]);

    [Fact]
    public void What_an_item_is_refused_for_is_not_taken_back_by_another_of_its_batch() => Keeps(StoreRules.Azure, 2, 660,
    [
        new Operation.Pause(22) { Number = 1, Client = 0, Instance = 1, Person = 0 },
        new Operation.Post([Item(0, 1)], null, ThenGet: false) { Number = 5, Client = 1, Instance = 0, Person = 0 },
        new Operation.Post([Item(5, corrects: 0), Item(0)], null, ThenGet: true) { Number = 7, Client = 0, Instance = 0, Person = 0 },
    ]);

    [Fact]
    public void An_erase_at_an_instance_whose_replica_lags_finds_the_person() => Keeps(StoreRules.Azure, 2, 35,
    [
        new Operation.Post([Item(0)], null, ThenGet: false) { Number = 10, Client = 1, Instance = 0, Person = 1 },
        new Operation.Erase { Number = 11, Client = 1, Instance = 1, Person = 1 },
    ],
    new Fault("op11", 0, FaultKind.StaleRead, 2));

    [Fact]
    public void A_retraction_at_an_instance_whose_replica_lags_finds_the_observation() => Keeps(StoreRules.Azure, 2, 36,
    [
        new Operation.Post([Item(0), Item(1)], null, ThenGet: false) { Number = 10, Client = 1, Instance = 0, Person = 1 },
        new Operation.Retract(0, ThenGet: false) { Number = 11, Client = 1, Instance = 1, Person = 1 },
        new Operation.Post([Item(5, corrects: 1)], null, ThenGet: true) { Number = 12, Client = 1, Instance = 1, Person = 1 },
    ],
    new Fault("op11", 0, FaultKind.StaleRead, 2),
    new Fault("op12", 0, FaultKind.StaleRead, 2));

    [Fact]
    public void A_retraction_of_before_an_erase_takes_back_nothing_that_is_posted_again() => Keeps(StoreRules.Azure, 2, 1582,
    [
        new Operation.Post([Item(0)], null, ThenGet: true) { Number = 4, Client = 1, Instance = 0, Person = 0 },
        new Operation.Post([Item(6, 1)], null, ThenGet: false) { Number = 5, Client = 0, Instance = 0, Person = 0 },
        new Operation.Retract(6, ThenGet: false) { Number = 6, Client = 0, Instance = 0, Person = 0 },
        new Operation.Erase { Number = 7, Client = 1, Instance = 0, Person = 0 },
        new Operation.Post([Item(5, 1)], null, ThenGet: false) { Number = 9, Client = 1, Instance = 0, Person = 0 },
        new Operation.GetPersona(2, Explained: false) { Number = 14, Client = 0, Instance = 0, Person = 0 },
        new Operation.Post([Item(6)], null, ThenGet: false) { Number = 16, Client = 0, Instance = 0, Person = 0 },
    ],
    new Fault("op14", 4, FaultKind.CrashAfter, 0));

    [Fact]
    public void A_repetition_whose_append_is_cut_off_leaves_the_inbox() => Keeps(StoreRules.Azure, 3, 980,
    [
        new Operation.Post([Item(7), Item(0), Item(2), Item(1), Item(3), Item(2, 1)], null, ThenGet: true) { Number =
            5, Client = 0, Instance = 2, Person = 0 },
        new Operation.Post([Item(2)], null, ThenGet: false) { Number = 8, Client = 2, Instance = 0, Person = 0 },
    ],
    new Fault("op8", 0, FaultKind.CrashAfter, 0));

    /// <summary>The feed comes ten minutes late and never sees the tombstone, only who came back.</summary>
    [Fact]
    public void A_row_that_is_saved_after_the_erase_goes_with_the_first_fold_of_who_comes_back() => Keeps(StoreRules.Azure, 2, 1391,
    [
        new Operation.GetPersona(3, Explained: false) { Number = 0, Client = 2, Instance = 0, Person = 0 },
        new Operation.Post([Item(4, 1), Item(5, 1, corrects: 4)], null, ThenGet: true) { Number = 9, Client = 2, Instance = 0, Person = 0 },
        new Operation.Erase { Number = 13, Client = 0, Instance = 0, Person = 0 },
        new Operation.Post([Item(7)], null, ThenGet: false) { Number = 14, Client = 0, Instance = 1, Person = 0 },
    ],
    new Fault("feed0.0", 1, FaultKind.LateRequest, 600000));

    private static void Keeps(ulong seed, ImmutableArray<Operation> operations, params Fault[] faults) =>
        Keeps(StoreRules.Embedded, 1, seed, operations, faults);

    private static void Keeps(StoreRules rules, int instances, ulong seed, ImmutableArray<Operation> operations, params Fault[] faults) =>
        Assert.Null(ScheduleRun.Of(new Schedule(seed, rules, instances, operations, [.. faults])).Broken);

    private static PostedItem Item(int id, int variant = 0, int? corrects = null) => new(id, variant, corrects);
}
