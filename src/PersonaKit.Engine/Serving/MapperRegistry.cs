using System.Collections.Frozen;
using System.Collections.Immutable;
using PersonaKit.Core.Personas;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Serving;

/// <summary>The active mappers, parsed once and read without a lock.</summary>
public sealed class MapperRegistry(IMapperStore store)
{
    private volatile FrozenDictionary<MapperId, ActiveMapper> _active = FrozenDictionary<MapperId, ActiveMapper>.Empty;

    public IEnumerable<ActiveMapper> All => _active.Values.OrderBy(mapper => mapper.Id);

    public ActiveMapper? Find(MapperId id) => _active.GetValueOrDefault(id);

    /// <summary>Reads what the store has as active.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken) =>
        _active = (await store.ReadActiveAsync(cancellationToken)).ToFrozenDictionary(stored => stored.Id, stored => new ActiveMapper(stored, Parse(stored)));

    /// <summary>
    /// Makes the given texts active, each parsed already, and serves exactly these: a mapper whose file is gone stays in the store as history
    /// and is not served. What was parsed is not parsed again.
    /// </summary>
    public async Task PublishAsync(ImmutableArray<(MapperProgram Program, string Source)> mappers, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var active = new Dictionary<MapperId, ActiveMapper>();
        foreach (var (program, source) in mappers)
        {
            active[program.Id] = new ActiveMapper(await store.PublishAsync(program.Id, source, at, cancellationToken), program);
        }

        _active = active.ToFrozenDictionary();
    }

    private static MapperProgram Parse(StoredMapper stored)
    {
        var parsed = MapperParser.Parse(stored.Source);
        return parsed.Program
            ?? throw new FormatException($"the stored revision {stored.Revision} of mapper {stored.Id} does not parse: {parsed.Faults[0]}");
    }
}
