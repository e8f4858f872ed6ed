namespace PersonaKit.Storage.Contracts.Promises;

/// <summary>Counts the operations, so that a test that did nothing fails.</summary>
internal sealed class InterleavingTally
{
    private int _interleavings;
    private int _posts;
    private int _served;
    private int _unknown;
    private int _erases;
    private int _unavailable;

    public int Interleavings => _interleavings;

    public int Served => _served;

    public int Erases => _erases;

    public void Interleaving() => Interlocked.Increment(ref _interleavings);

    public void Post() => Interlocked.Increment(ref _posts);

    public void Serve() => Interlocked.Increment(ref _served);

    public void Unknown() => Interlocked.Increment(ref _unknown);

    public void Erase() => Interlocked.Increment(ref _erases);

    public void Unavailable() => Interlocked.Increment(ref _unavailable);

    public override string ToString() =>
        $"{_interleavings} interleavings: {_posts} posts, {_erases} erases, {_served} reads of somebody, {_unknown} of nobody, {_unavailable} told to come again";
}
