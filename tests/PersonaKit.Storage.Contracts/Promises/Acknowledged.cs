using System.Collections.Immutable;

namespace PersonaKit.Storage.Contracts.Promises;

/// <summary>
/// Records what was acknowledged to the clients of one person, and when; reads are checked against it. A write acknowledged before an erase
/// began must not be seen by a read that begins after the erase was acknowledged.
/// </summary>
internal sealed class Acknowledged
{
    private readonly Lock _gate = new();
    private ImmutableHashSet<int> _posted = [];
    private ImmutableHashSet<int> _erased = [];
    private int _next;
    private int _begun;
    private int _ended;
    private int _aliveSince = -1;

    /// <summary>The number of started posts.</summary>
    public int Posted => Volatile.Read(ref _next);

    public Posting BeginPost()
    {
        lock (_gate)
        {
            return new(++_next, _begun, IsCalm: _begun == _ended);
        }
    }

    public void EndPost(Posting post)
    {
        lock (_gate)
        {
            _posted = _posted.Add(post.Value);
            if (post.IsCalm && post.Begun == _begun)
            {
                _aliveSince = _begun;
            }
        }
    }

    /// <summary>Returns the posts that the erase removes.</summary>
    public ImmutableHashSet<int> BeginErase()
    {
        lock (_gate)
        {
            _begun++;
            return _posted;
        }
    }

    public void EndErase(ImmutableHashSet<int> erased)
    {
        lock (_gate)
        {
            _ended++;
            _erased = _erased.Union(erased);
        }
    }

    public Reading BeginRead()
    {
        lock (_gate)
        {
            return new(_erased, _begun, IsCalm: _begun == _ended, IsAlive: _aliveSince == _begun);
        }
    }

    public bool NobodyErasedSince(Reading reading)
    {
        lock (_gate)
        {
            return reading.IsCalm && reading.Begun == _begun;
        }
    }

    /// <param name="IsCalm">True when no erase was in progress.</param>
    public readonly record struct Posting(int Value, int Begun, bool IsCalm);

    /// <param name="Erased">The posts that the read must not see.</param>
    /// <param name="IsAlive">True when there was a post after the last erase.</param>
    public readonly record struct Reading(ImmutableHashSet<int> Erased, int Begun, bool IsCalm, bool IsAlive);
}
