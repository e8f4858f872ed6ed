namespace PersonaKit.Simulation.Scheduling;

/// <summary>
/// One thread, one order, and a time that passes only when nothing else can happen: whoever waits has a turn, and the timeline picks the
/// next among those that are due. Priorities come from the schedule's seed and from what waits, never from what happened before: a
/// schedule with an operation less keeps the order of the others.
/// </summary>
internal sealed class Timeline : SynchronizationContext
{
    private const int TurnLimit = 200_000;

    private readonly List<Turn> _waiting = [];
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();
    private long _order;
    private int _turns;

    /// <summary>Since the beginning; no clock of an instance moves it.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>A digest of every turn that was taken: two runs of one schedule must have the same.</summary>
    public ulong Trace { get; private set; } = 14695981039346656037;

    /// <summary>The first promise that was found broken.</summary>
    public string? Broken { get; private set; }

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("nothing here runs on another thread");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Waits for the next turn after <paramref name="delay"/>. Never ends for an instance that stops meanwhile.</summary>
    public Task WaitAsync(Incarnation? owner, ulong priority, TimeSpan delay)
    {
        var turn = new TaskCompletionSource();
        Add(owner, priority, delay, turn.SetResult);
        return turn.Task;
    }

    public void Add(Incarnation? owner, ulong priority, TimeSpan delay, Action run) =>
        _waiting.Add(new(owner, Now + (delay > TimeSpan.Zero ? delay : TimeSpan.Zero), priority, _order++, run));

    /// <summary>Takes turns until <paramref name="isDone"/>, on the calling thread.</summary>
    public void Run(Func<bool> isDone)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            while (true)
            {
                while (_posted.TryDequeue(out var posted))
                {
                    posted.Callback(posted.State);
                }

                if (Broken is { } broken)
                {
                    throw new PromiseBrokenException(broken);
                }

                if (isDone())
                {
                    return;
                }

                Take().Run();
            }
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    /// <summary>Ends the run. Not an exception, which a use case may catch and answer.</summary>
    public void Break(string promise) => Broken ??= promise;

    public void Note(ulong what) => Trace = (Trace ^ what) * 1099511628211;

    private Turn Take()
    {
        if (++_turns > TurnLimit)
        {
            throw new PromiseBrokenException($"the schedule does not come to an end within {TurnLimit} turns");
        }

        _waiting.RemoveAll(static turn => turn.Owner is { IsAlive: false });
        if (_waiting.Count == 0)
        {
            throw new PromiseBrokenException("everybody waits for something that nobody does");
        }

        var next = 0;
        for (var i = 1; i < _waiting.Count; i++)
        {
            next = Comes(_waiting[i], _waiting[next]) ? i : next;
        }

        var turn = _waiting[next];
        _waiting.RemoveAt(next);
        Now = turn.Due > Now ? turn.Due : Now;
        Note(turn.Priority);
        return turn;
    }

    /// <summary>What is due comes by priority, what is not by its time.</summary>
    private bool Comes(Turn one, Turn other)
    {
        var (oneIsDue, otherIsDue) = (one.Due <= Now, other.Due <= Now);
        return oneIsDue != otherIsDue ? oneIsDue
            : !oneIsDue && one.Due != other.Due ? one.Due < other.Due
            : one.Priority != other.Priority ? one.Priority < other.Priority
            : one.Order < other.Order;
    }

    private sealed record Turn(Incarnation? Owner, TimeSpan Due, ulong Priority, long Order, Action Run);
}
