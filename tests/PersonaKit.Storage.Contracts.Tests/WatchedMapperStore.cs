using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Broken;

namespace PersonaKit.Storage.Contracts.Tests;

/// <summary>Counts the reads of a correct store, and can delay or fail them.</summary>
internal sealed class WatchedMapperStore(IMapperStore inner) : BrokenMapperStore(inner)
{
    private int _indexReads;
    private int _textReads;

    public bool IsDown { get; set; }

    /// <summary>Runs after the index was read and before the read returns.</summary>
    public Func<Task> Answering { get; set; } = static () => Task.CompletedTask;

    public (int Index, int Texts) TakeReads() => (Interlocked.Exchange(ref _indexReads, 0), Interlocked.Exchange(ref _textReads, 0));

    public override async Task<MapperIndex?> ReadIndexAsync(string? known, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _indexReads);
        if (IsDown)
        {
            throw new StoreUnavailableException("down");
        }

        var answering = Answering;
        var index = await Inner.ReadIndexAsync(known, cancellationToken);
        await answering();
        return index;
    }

    public override Task<StoredMapper?> FindAsync(MapperId id, MapperRevision revision, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _textReads);
        return Inner.FindAsync(id, revision, cancellationToken);
    }
}
