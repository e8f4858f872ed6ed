using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Schedules;

namespace PersonaKit.Simulation.Scheduling;

/// <summary>
/// Every call of a store comes through here: one turn before it is done and one before its caller hears of it, with what the schedule says
/// that happens to it. So anything of anybody else can come before, between and after.
/// </summary>
internal sealed class CallGate(Timeline timeline, FaultPlan faults, Incarnation owner)
{
    /// <param name="effect">What the store does, at one instant. Gets how many writes a replica that answers lags behind.</param>
    public async Task<T> CallAsync<T>(Func<int, T> effect)
    {
        var scope = OperationScope.Current ?? throw new InvalidOperationException("a store is called by nobody's operation");
        var fault = faults.Find(scope.Id, scope.NextCall());
        await timeline.WaitAsync(owner, scope.NextPriority(), DelayOf(fault, FaultKind.LateRequest));
        await CrashIfAsync(fault, FaultKind.CrashBefore);
        if (fault?.Kind == FaultKind.Unavailable)
        {
            throw new StoreUnavailableException("simulated: out of reach");
        }

        var done = effect(fault?.Kind == FaultKind.StaleRead ? fault.Amount : 0);
        await CrashIfAsync(fault, FaultKind.CrashAfter);
        await timeline.WaitAsync(owner, scope.NextPriority(), DelayOf(fault, FaultKind.LateReply));
        return fault?.Kind == FaultKind.LostReply ? throw new StoreUnavailableException("simulated: the reply was lost") : done;
    }

    private static TimeSpan DelayOf(Fault? fault, FaultKind kind) =>
        fault is not null && fault.Kind == kind ? TimeSpan.FromMilliseconds(fault.Amount) : TimeSpan.Zero;

    private async Task CrashIfAsync(Fault? fault, FaultKind kind)
    {
        if (fault?.Kind == kind)
        {
            owner.Crash();
            await Incarnation.Never;
        }
    }
}
