using System.Collections.Frozen;
using System.Collections.Immutable;
using PersonaKit.Core.Personas.Programs;

namespace PersonaKit.Engine.Serving;

/// <summary>All mappers as the store showed them at one moment, parsed. Never changes: whoever has one sees one state.</summary>
public sealed class MapperSnapshot
{
    private readonly FrozenDictionary<MapperId, MapperEntry> _entries;

    internal MapperSnapshot(ImmutableArray<MapperEntry> all, string? etag, long readAt, int generation)
    {
        All = all;
        ETag = etag;
        ReadAt = readAt;
        Generation = generation;
        _entries = all.ToFrozenDictionary(entry => entry.Head.Id);
    }

    private MapperSnapshot(MapperSnapshot unchanged, long readAt, int generation)
    {
        (All, ETag, ReadAt, Generation, _entries) = (unchanged.All, unchanged.ETag, readAt, generation, unchanged._entries);
    }

    /// <summary>In ordinal order of the ids.</summary>
    public ImmutableArray<MapperEntry> All { get; }

    /// <summary>The etag of the index; null when something of it could not be read and has to be tried again.</summary>
    internal string? ETag { get; }

    /// <summary>The timestamp at which the reading began: everything that was written before is in it.</summary>
    internal long ReadAt { get; }

    /// <summary>How many changes this instance had made itself when the reading began.</summary>
    internal int Generation { get; }

    public MapperEntry? Find(MapperId id) => _entries.GetValueOrDefault(id);

    internal MapperSnapshot ReadAgain(long at, int generation) => new(this, at, generation);

    internal bool IsOlderThan(MapperSnapshot other) => Generation < other.Generation || (Generation == other.Generation && ReadAt < other.ReadAt);
}
