namespace PersonaKit.Sqlite.Writing;

/// <summary>
/// What waits for the writer, bounded. Taken a batch at a time under one lock, and waited for without spinning (BlockingCollection spins on every
/// take, which on a small machine is time taken from the requests).
/// </summary>
internal sealed class WriteQueue(int capacity)
{
    private readonly Queue<WriteJob> _jobs = new();
    private readonly object _gate = new();
    private bool _closed;

    /// <summary>False when it is full or closed.</summary>
    public bool TryAdd(WriteJob job)
    {
        lock (_gate)
        {
            if (_closed || _jobs.Count >= capacity)
            {
                return false;
            }

            _jobs.Enqueue(job);
            if (_jobs.Count == 1)
            {
                Monitor.Pulse(_gate);
            }

            return true;
        }
    }

    /// <summary>Waits for jobs and moves at most <paramref name="limit"/> into <paramref name="batch"/>. False when it is closed and empty.</summary>
    public bool Take(List<WriteJob> batch, int limit)
    {
        lock (_gate)
        {
            while (_jobs.Count == 0)
            {
                if (_closed)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            while (batch.Count < limit && _jobs.TryDequeue(out var job))
            {
                batch.Add(job);
            }

            return true;
        }
    }

    /// <summary>What waits is still taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
    }
}
