namespace PersonaKit.Simulation.Scheduling;

/// <summary>
/// One life of an instance: from its start to its crash. Its tasks stop where they are, and what it had in memory is gone with it.
/// </summary>
internal sealed class Incarnation(int instance)
{
    private readonly TaskCompletionSource _stopped = new();

    public int Instance => instance;

    public bool IsAlive { get; private set; } = true;

    /// <summary>Ends with the crash, for whoever waits for an answer.</summary>
    public Task Stopped => _stopped.Task;

    /// <summary>A task that no dead instance gets beyond.</summary>
    public static Task Never { get; } = new TaskCompletionSource().Task;

    public void Crash()
    {
        if (IsAlive)
        {
            IsAlive = false;
            _stopped.SetResult();
        }
    }
}
