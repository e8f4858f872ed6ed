using System.Collections.Immutable;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Mappers;

/// <summary>The mappers of all instances, and which revision was active when.</summary>
internal sealed class MapperShelf(Timeline timeline)
{
    private readonly Dictionary<MapperId, ImmutableArray<StoredMapper>> _texts = [];
    private readonly List<(TimeSpan At, MapperId Id, int? Revision)> _activations = [];
    private long _changes;

    public MapperIndex Index { get; private set; } = new([], "0");

    public ImmutableArray<StoredMapper> TextsOf(MapperId id) => _texts.GetValueOrDefault(id, []);

    public MapperHead? Head(MapperId id) => Index.Heads.FirstOrDefault(head => head.Id == id);

    public void Add(StoredMapper text) => _texts[text.Id] = TextsOf(text.Id).Add(text);

    public void Save(MapperHead head)
    {
        Index = new([.. Index.Heads.Where(other => other.Id != head.Id)
            .Append(head)
            .OrderBy(other => other.Id.Value, StringComparer.Ordinal)], $"{++_changes}");
        _activations.Add((timeline.Now, head.Id, head.Active?.Number));
    }

    /// <summary>Whether the revision was active at some time since <paramref name="from"/>.</summary>
    public bool WasActive(MapperId id, int revision, TimeSpan from)
    {
        var known = _activations.Where(activation => activation.Id == id).ToList();
        var first = known.FindLastIndex(activation => activation.At <= from);
        return known.Skip(Math.Max(first, 0)).Any(activation => activation.Revision == revision);
    }
}
