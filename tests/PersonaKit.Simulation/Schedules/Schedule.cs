using System.Collections.Immutable;
using System.Text;

namespace PersonaKit.Simulation.Schedules;

/// <summary>Everything that decides a run.</summary>
/// <param name="Seed">Decides the order in which those that wait go on.</param>
internal sealed record Schedule(
    ulong Seed,
    StoreRules Stores,
    int Instances,
    ImmutableArray<Operation> Operations,
    ImmutableArray<Fault> Faults)
{
    public override string ToString()
    {
        var text = new StringBuilder($"seed {Seed}, {Stores} stores, {Instances} instances\n");
        foreach (var operation in Operations)
        {
            text.Append("  ").Append(operation).Append('\n');
        }

        foreach (var fault in Faults)
        {
            text.Append($"  fault: {fault.Kind} at call {fault.Call} of {fault.Operation} ({fault.Amount})\n");
        }

        return text.ToString();
    }
}
