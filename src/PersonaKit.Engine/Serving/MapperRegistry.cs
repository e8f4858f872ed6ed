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
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var mappers = new Dictionary<MapperId, ActiveMapper>();
        foreach (var stored in await store.ReadActiveAsync(cancellationToken))
        {
            var parsed = MapperParser.Parse(stored.Source);
            mappers[stored.Id] = parsed.Program is { } program
                ? new ActiveMapper(stored, program)
                : throw new FormatException($"the stored revision {stored.Revision} of mapper {stored.Id} does not parse: {parsed.Faults[0]}");
        }

        _active = mappers.ToFrozenDictionary();
    }

    /// <summary>Makes the given texts active, each parsed already, and reads the result.</summary>
    public async Task PublishAsync(ImmutableArray<(MapperId Id, string Source)> mappers, DateTimeOffset at, CancellationToken cancellationToken)
    {
        foreach (var (id, source) in mappers)
        {
            await store.PublishAsync(id, source, at, cancellationToken);
        }

        await LoadAsync(cancellationToken);
    }
}
