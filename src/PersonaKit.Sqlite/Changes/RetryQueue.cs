using PersonaKit.Core.Observations;

namespace PersonaKit.Sqlite.Changes;

/// <summary>Changes whose handling failed, each to be tried again after a pause that doubles, while the feed goes on with other people.</summary>
internal sealed class RetryQueue(TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<PersonId, Retry> _retries = [];

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _retries.Count;
            }
        }
    }

    /// <summary>The continuation must stay below it, or a restart would forget the change.</summary>
    public long LowestSequence
    {
        get
        {
            lock (_gate)
            {
                return _retries.Count == 0 ? long.MaxValue : _retries.Values.Min(retry => retry.Sequence);
            }
        }
    }

    public List<PersonChange> Due()
    {
        var now = time.GetTimestamp();
        lock (_gate)
        {
            return [.. _retries.Where(entry => entry.Value.DueAt <= now).Select(entry => new PersonChange(entry.Key, entry.Value.Sequence))];
        }
    }

    public TimeSpan UntilNextDue(TimeSpan atMost)
    {
        lock (_gate)
        {
            if (_retries.Count == 0)
            {
                return atMost;
            }

            var pause = time.GetElapsedTime(time.GetTimestamp(), _retries.Values.Min(retry => retry.DueAt));
            return pause < TimeSpan.Zero ? TimeSpan.Zero : pause < atMost ? pause : atMost;
        }
    }

    public void MakeAllDue()
    {
        lock (_gate)
        {
            foreach (var (person, retry) in _retries.ToArray())
            {
                _retries[person] = retry with { DueAt = 0 };
            }
        }
    }

    public void Succeeded(PersonId personId)
    {
        lock (_gate)
        {
            _retries.Remove(personId);
        }
    }

    /// <summary>Returns how often the person has failed in a row.</summary>
    public int Failed(PersonChange change)
    {
        lock (_gate)
        {
            var attempts = _retries.TryGetValue(change.PersonId, out var retry) ? retry.Attempts + 1 : 1;
            var pause = attempts > 10 ? LongestPause : FirstPause * (1 << (attempts - 1));
            pause = pause < LongestPause ? pause : LongestPause;
            _retries[change.PersonId] = new(change.Sequence, attempts, time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency));
            return attempts;
        }
    }

    private readonly record struct Retry(long Sequence, int Attempts, long DueAt);
}
