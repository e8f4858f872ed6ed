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
}
