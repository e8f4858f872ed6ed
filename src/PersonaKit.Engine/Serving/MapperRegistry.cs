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
    public Task LoadAsync(CancellationToken cancellationToken) => LoadAsync([], cancellationToken);

    /// <summary>Makes the given texts active, each parsed already, and reads the result. What was parsed is not parsed again.</summary>
    public async Task PublishAsync(ImmutableArray<(MapperProgram Program, string Source)> mappers, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var parsed = new Dictionary<string, MapperProgram>(StringComparer.Ordinal);
        foreach (var (program, source) in mappers)
        {
            await store.PublishAsync(program.Id, source, at, cancellationToken);
            parsed[source] = program;
        }

        await LoadAsync(parsed, cancellationToken);
    }

    private async Task LoadAsync(Dictionary<string, MapperProgram> parsed, CancellationToken cancellationToken)
    {
        var mappers = new Dictionary<MapperId, ActiveMapper>();
        foreach (var stored in await store.ReadActiveAsync(cancellationToken))
        {
            mappers[stored.Id] = new ActiveMapper(stored, parsed.GetValueOrDefault(stored.Source) ?? Parse(stored));
        }

        _active = mappers.ToFrozenDictionary();
    }

    private static MapperProgram Parse(StoredMapper stored)
    {
        var parsed = MapperParser.Parse(stored.Source);
        return parsed.Program
            ?? throw new FormatException($"the stored revision {stored.Revision} of mapper {stored.Id} does not parse: {parsed.Faults[0]}");
    }
}
