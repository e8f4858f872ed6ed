using System.Collections.Frozen;
using System.Collections.Immutable;
using PersonaKit.Core.Personas.Programs;

namespace PersonaKit.Engine.Serving;

/// <summary>The trait catalog and all mappers of the store at one moment, compiled. Immutable.</summary>
public sealed class MapperSnapshot
{
    private readonly FrozenDictionary<MapperId, MapperEntry> _entries;

    internal MapperSnapshot(ImmutableArray<MapperEntry> all, PublishedCatalog? catalog, string? etag, long readAt, int generation)
    {
        Catalog = catalog;
        All = all;
        ETag = etag;
        ReadAt = readAt;
        Generation = generation;
        _entries = all.ToFrozenDictionary(entry => entry.Head.Id);
    }

    private MapperSnapshot(MapperSnapshot unchanged, long readAt, int generation)
    {
        (All, Catalog, ETag, ReadAt, Generation, _entries) = (unchanged.All, unchanged.Catalog, unchanged.ETag, readAt, generation, unchanged._entries);
    }

    /// <summary>All mappers, in ordinal order of their ids.</summary>
    public ImmutableArray<MapperEntry> All { get; }

    /// <summary>The trait catalog that is published in the store; null when none is.</summary>
    public PublishedCatalog? Catalog { get; }

    /// <summary>The etag of the index; null when a text was missing and the index must be read again.</summary>
    internal string? ETag { get; }

    /// <summary>The timestamp at which the read started; the snapshot includes every earlier write.</summary>
    internal long ReadAt { get; }

    /// <summary>How many changes this instance had made when the read started.</summary>
    internal int Generation { get; }

    /// <summary>Returns the mapper with the id; null when there is none.</summary>
    public MapperEntry? Find(MapperId id) => _entries.GetValueOrDefault(id);

    internal MapperSnapshot ReadAgain(long at, int generation) => new(this, at, generation);

    internal bool IsOlderThan(MapperSnapshot other) => Generation < other.Generation || (Generation == other.Generation && ReadAt < other.ReadAt);
}
