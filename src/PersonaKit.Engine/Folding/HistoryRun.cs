using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Extraction;
using PersonaKit.Core.Mindscapes.Parts;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Folding;

/// <summary>One fold of a history: what of it was read so far, and what is known of all of it.</summary>
internal sealed class HistoryRun
{
    private readonly StoredMindscape _stored;
    private readonly ICheckpointStore _checkpoints;
    private readonly HashSet<ObservationId> _waiting;
    private readonly HashSet<ObservationId> _retracted;
    private readonly HashSet<ObservationId> _named;
    private readonly HashSet<ObservationId> _forgotten = [];

    /// <summary>The one that all of the run goes by.</summary>
    public TraitCatalog Catalog { get; }

    public HistoryRun(StoredMindscape stored, ICheckpointStore checkpoints, TraitCatalog catalog)
    {
        (_stored, _checkpoints, Catalog) = (stored, checkpoints, catalog);
        _waiting = [.. stored.Inbox.Select(accepted => accepted.Observation.Id)];
        _retracted = [.. Retraction.NamedBy(stored.Inbox.Select(accepted => accepted.Observation))];
        _named = [.. _retracted];
    }

    private PersonId PersonId => _stored.Mindscape.PersonId;

    /// <summary>The zones of the last fold: a good guess at those of all parts, before all were seen.</summary>
    public ZoneTimeline Zones => _stored.Mindscape.Zones;

    /// <summary>False when something is gone that nothing takes back that was accepted when the person was read.</summary>
    public bool IsEveryForgottenNamed => _forgotten.IsSubsetOf(_named);

    /// <summary>Whether an observation counts, once all of the history was read.</summary>
    public bool Stands(Observation observation) =>
        !observation.IsForgotten && observation.Type != Retraction.Type && !_named.Contains(observation.Id);

    /// <summary>The numbers of the folded observations that the inbox takes back.</summary>
    public async Task<List<long>> FindHitsAsync(CancellationToken cancellationToken)
    {
        var targets = _retracted.Where(id => !_waiting.Contains(id)).ToList();
        return targets.Count == 0
            ? []
            : [.. (await _checkpoints.FindFoldedAsync(_stored, targets, cancellationToken)).Select(accepted => accepted.Number)];
    }

    /// <summary>Gives each block the part of its checkpoint, if that holds for the person as it was read.</summary>
    public async Task LoadAsync(List<HistoryBlock> blocks, CancellationToken cancellationToken)
    {
        var size = blocks[0].Last;
        foreach (var checkpoint in await _checkpoints.ReadCheckpointsAsync(_stored, cancellationToken))
        {
            var index = (checkpoint.Last / size) - 1;
            if (index < 0 || index >= blocks.Count || blocks[(int)index] is not { } block || checkpoint.First != block.First || checkpoint.Last != block.Last)
            {
                continue;
            }

            if (TryRead(checkpoint) is not { } part)
            {
                continue;
            }

            _named.UnionWith(part.Named);
            if (!block.IsHit && checkpoint.Version <= _stored.Mindscape.Version && part.IsFoldedBy(Catalog))
            {
                block.Part = part;
            }
        }
    }

    /// <summary>Null for one that cannot be read, which is then folded and saved again.</summary>
    private MindscapePart? TryRead(StoredCheckpoint checkpoint)
    {
        try
        {
            return MindscapePartDocument.Read(checkpoint.Body.Span, Catalog);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>What is behind the last block: the newest of the history, and the inbox.</summary>
    public async Task<List<Observation>> ReadRestAsync(List<HistoryBlock> blocks, CancellationToken cancellationToken)
    {
        var rest = new List<Observation>();
        await ReadAsync(blocks.Count == 0 ? 1 : blocks[^1].Last + 1, _stored.Mindscape.LastSequence, rest.Add, cancellationToken);
        rest.AddRange(_stored.Inbox.Select(accepted => accepted.Observation));
        return rest;
    }

    /// <summary>Reads the block and folds what the cut includes of it.</summary>
    public async Task<MindscapePart> FoldAsync(HistoryBlock block, HistoryCut? cut, ZoneTimeline zones, CancellationToken cancellationToken)
    {
        var observations = new List<Observation>();
        await ReadAsync(block.First, block.Last, observations.Add, cancellationToken);
        return Fold(cut is null ? observations : observations.FindAll(cut.Includes), zones);
    }

    public MindscapePart Fold(IReadOnlyCollection<Observation> observations, ZoneTimeline zones) =>
        MindscapePart.Of(PersonId, observations, _retracted, zones, Catalog);

    /// <summary>Reads observations of the history, and notes which are gone and what they take back.</summary>
    public Task ReadAsync(long first, long last, Action<Observation> add, CancellationToken cancellationToken) =>
        ReadAsync(first, last, null, add, cancellationToken);

    /// <summary>As the other overload, for a reader that needs only some of the content.</summary>
    public async Task ReadAsync(long first, long last, ContentSelection? selection, Action<Observation> add, CancellationToken cancellationToken)
    {
        if (first > last)
        {
            return;
        }

        await foreach (var accepted in _checkpoints.ReadFoldedRangeAsync(_stored, first, last, selection, cancellationToken))
        {
            var observation = accepted.Observation;
            if (_waiting.Contains(observation.Id))
            {
                // Folded since the person was read, and so among the inbox already.
                continue;
            }

            if (observation.IsForgotten)
            {
                _forgotten.Add(observation.Id);
            }

            if (Retraction.NamedBy(observation) is { } target)
            {
                _named.Add(target);
            }

            add(observation);
        }
    }

    /// <summary>Whether the newest observation of the history is stored.</summary>
    public async Task<bool> HasLastAsync(CancellationToken cancellationToken)
    {
        var last = _stored.Mindscape.LastSequence;
        await foreach (var _ in _checkpoints.ReadFoldedRangeAsync(_stored, last, last, null, cancellationToken))
        {
            return true;
        }

        return false;
    }
}
