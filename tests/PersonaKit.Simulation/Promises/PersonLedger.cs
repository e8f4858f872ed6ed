using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Simulation.Promises;

/// <summary>What the stores did for one person, in the order they did it.</summary>
internal sealed class PersonLedger(PersonId personId, TraitCatalog catalog)
{
    private readonly Dictionary<PersonaKey, TimeSpan> _saved = [];
    private readonly List<(TimeSpan At, MarkedHead Head)> _heads = [];
    private readonly Dictionary<(Epoch, MindscapeVersion), long> _served = [];

    private readonly HashSet<ObservationId> _sent = [];

    public PersonId PersonId => personId;

    public List<Epoch> Epochs { get; } = [];

    /// <summary>The life that goes on; null for nobody, or nobody any more.</summary>
    public Epoch? Living => Epochs is [.., { IsErased: false } living] ? living : null;

    /// <summary>The newest that was saved.</summary>
    public MindscapeVersion Version { get; set; }

    public MarkedHead Head => _heads.Count == 0 ? default : _heads[^1].Head;

    public void Begin(long lastSequence)
    {
        Version = lastSequence == 0 ? MindscapeVersion.None : Version;
        Epochs.Add(new Epoch(personId, catalog, lastSequence));
    }

    /// <summary>From now on observations of these ids may be accepted.</summary>
    public void Send(IEnumerable<ObservationId> ids) => _sent.UnionWith(ids);

    /// <summary>Ids that follow from an idempotency key are taken on trust.</summary>
    public bool WasSent(ObservationId id) => _sent.Contains(id) || id.Value[0] == 'k';

    public void WriteHead(MarkedHead head, TimeSpan at) => _heads.Add((at, head));

    public void SaveRow(PersonaRow row, TimeSpan at) => _saved[row.Key] = at;

    /// <summary>
    /// Whether an erase (or, if so asked, any fold) has raised the head over the row after it was saved: then it had to go with that.
    /// </summary>
    public bool HadToGo(PersonaRow row, bool withAnyFold) =>
        _heads.Any(written => written.Head.Version > row.MindscapeVersion && written.At > _saved[row.Key]
            && (withAnyFold || written.Head.ForgetAt is not null));

    /// <summary>Whether everything that was served under the version reflects the same observations.</summary>
    public bool IsOneState(Epoch epoch, MindscapeVersion version, long lastSequence) =>
        _served.TryAdd((epoch, version), lastSequence) || _served[(epoch, version)] == lastSequence;
}
