using PersonaKit.Simulation.Schedules;

namespace PersonaKit.Simulation.Scheduling;

/// <summary>The faults of a schedule, by the call they happen to, until the run is to come to rest.</summary>
internal sealed class FaultPlan(IEnumerable<Fault> faults)
{
    private readonly Dictionary<(string Operation, int Call), Fault> _byCall = faults
        .DistinctBy(fault => (fault.Operation, fault.Call))
        .ToDictionary(fault => (fault.Operation, fault.Call));

    public Fault? Find(string operation, int call) => _byCall.GetValueOrDefault((operation, call));

    public void End() => _byCall.Clear();
}
