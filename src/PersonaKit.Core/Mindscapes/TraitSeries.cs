using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Extraction;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes;

/// <summary>
/// The observations that the history of a path follows from, gathered one by one. Where the path is about traits that do not depend on
/// time zones, only their evidence is kept, and only the points that are shown are published: a history may have hundreds of thousands.
/// </summary>
public sealed class TraitSeries
{
    private readonly TraitPath _path;
    private readonly TraitCatalog _catalog;
    private readonly DateTimeOffset _to;
    private readonly ImmutableArray<string> _keys;
    private readonly bool _isPlain;
    private readonly List<Observation> _observations = [];
    private readonly List<Evidence> _evidence = [];
    private readonly List<Evidence> _scratch = [];

    /// <summary>Starts an empty series.</summary>
    /// <param name="path">The trait, or a path into its value.</param>
    /// <param name="catalog">What feeds traits.</param>
    /// <param name="to">What was observed later is left out.</param>
    public TraitSeries(TraitPath path, TraitCatalog catalog, DateTimeOffset to)
    {
        (_path, _catalog, _to) = (path, catalog, to);
        _keys = [.. path.Splits.Select(split => split.Key)];
        _isPlain = _keys.All(key => catalog.FindDerived(key) is null && catalog.FindDefinition(key) is not { Kind.IsFedByHours: true } and not { IsTimeZone: true });
    }

    /// <summary>What it needs of the content of observations; null for all of it.</summary>
    public ContentSelection? Selection => _isPlain ? _catalog.ContentFeeding(_keys) : null;

    /// <summary>Keeps what the history needs of an observation.</summary>
    public void Add(Observation observation)
    {
        if (observation.ObservedAt > _to)
        {
            return;
        }

        _scratch.Clear();
        var zones = ZoneTimeline.Empty;
        _catalog.Extract(observation, ref zones, _scratch);
        if (!_isPlain)
        {
            if (_scratch.Exists(IsOfInterest))
            {
                _observations.Add(observation);
            }

            return;
        }

        Observation? bare = null;
        foreach (var item in _scratch)
        {
            if (_keys.Contains(item.Trait.Key))
            {
                bare ??= observation with { Content = DataValue.Map.Empty, Meta = null };
                _evidence.Add(item with { Observation = bare });
            }
        }
    }

    /// <summary>The history of what was added and still counts; null when the path led nowhere in all that time.</summary>
    /// <param name="personId">Whose it is.</param>
    /// <param name="counts">Whether an observation counts.</param>
    /// <param name="from">The start of the range; null for the first observation.</param>
    /// <param name="most">The most points, at least <see cref="TraitHistory.FewestPoints"/>.</param>
    public TraitHistory? Read(PersonId personId, Func<Observation, bool> counts, DateTimeOffset? from, int most)
    {
        if (!_isPlain)
        {
            return TraitHistory.Of(personId, _observations.Where(counts), _path, _catalog, from, _to, most);
        }

        Evidence[] ordered = [.. _evidence.Where(item => counts(item.Observation)).OrderBy(item => item.Observation.ObservedAt)];
        var moves = MovesOf(ordered);
        if (moves.Count == 0)
        {
            return null;
        }

        var changes = from is null ? moves : moves.FindAll(move => move.At >= from);
        var looks = changes.Select(move => new Look(move, move.At)).ToList();
        if (from is { } start && moves.Count > changes.Count && (changes.Count == 0 || changes[0].At > start))
        {
            looks.Insert(0, new Look(moves[^(changes.Count + 1)], start));
        }

        Look[] shown = looks[^1].At == _to
            ? [.. TraitHistory.Thin(looks, most)]
            : [.. TraitHistory.Thin(looks, most - 1), new Look(moves[^1], _to)];
        var history = Publish(ordered, shown, changes.Count);

        // A part of a value may have been there for a while between two of the points.
        return history.Points.Any(point => point.Value is not null) || Publish(ordered, [.. looks], 0).Points.Any(point => point.Value is not null)
            ? history
            : null;
    }

    /// <summary>
    /// The instants at which the trait of the path moved, oldest first. It is the first key that has any evidence by then, and moves when
    /// an observation more feeds it.
    /// </summary>
    private List<Move> MovesOf(Evidence[] ordered)
    {
        var moves = new List<Move>();
        var moved = new bool[_keys.Length];
        var first = _keys.Length;
        for (var start = 0; start < ordered.Length;)
        {
            var at = ordered[start].Observation.ObservedAt;
            Array.Clear(moved);
            var end = start;
            for (; end < ordered.Length && ordered[end].Observation.ObservedAt == at; end++)
            {
                var key = _keys.IndexOf(ordered[end].Trait.Key);
                moved[key] |= IsFirst(ordered, end);
                first = Math.Min(first, key);
            }

            if (moved[first])
            {
                moves.Add(new Move(at, start, end));
            }

            start = end;
        }

        return moves;
    }

    /// <summary>What the trait of the path is after each of these moves, which are in order.</summary>
    private IEnumerable<TraitState> StatesAfter(Evidence[] ordered, IEnumerable<Move> moves)
    {
        var states = new TraitState?[_keys.Length];
        var added = 0;
        foreach (var move in moves)
        {
            for (var key = 0; key < _keys.Length; key++)
            {
                var fresh = Select(ordered, added, move.End, _keys[key]);
                if (fresh.Count > 0)
                {
                    var state = (states[key] ?? fresh[0].Evidence.Trait.Kind.Start(fresh[0].Evidence.Trait)).AddAll(fresh);
                    states[key] = state.Restart is { } restart ? restart.AddAll(Select(ordered, 0, move.End, _keys[key])) : state;
                }
            }

            added = move.End;
            yield return Array.Find(states, state => state is not null)!;
        }
    }

    private static List<(Evidence Evidence, bool IsFirst)> Select(Evidence[] ordered, int start, int end, string key)
    {
        var selected = new List<(Evidence, bool)>(end - start);
        for (var i = start; i < end; i++)
        {
            if (ordered[i].Trait.Key == key)
            {
                selected.Add((ordered[i], IsFirst(ordered, i)));
            }
        }

        return selected;
    }

    /// <summary>False when another field of the same observation fed the same trait before.</summary>
    private static bool IsFirst(Evidence[] ordered, int index)
    {
        for (var other = index - 1; other >= 0 && ReferenceEquals(ordered[other].Observation, ordered[index].Observation); other--)
        {
            if (ordered[other].Trait.Key == ordered[index].Trait.Key)
            {
                return false;
            }
        }

        return true;
    }

    private TraitHistory Publish(Evidence[] ordered, Look[] looks, int changes)
    {
        var points = new List<TraitMoment>(looks.Length);
        PublishedTrait? trait = null;
        var groups = looks.GroupBy(look => look.Move).ToList();
        foreach (var (group, state) in groups.Zip(StatesAfter(ordered, groups.Select(group => group.Key))))
        {
            var move = group.Key;
            trait = state.Publish();
            foreach (var look in group)
            {
                // Only the instant itself has observations; what is looked at later has none.
                ImmutableArray<ObservationId> ids = look.At != move.At
                    ? []
                    : [.. trait.Evidence.Where(id => Array.Exists(ordered[move.Start..move.End], item => item.Observation.Id == id))];
                points.Add(TraitHistory.Look(trait, _path, look.At, ids));
            }
        }

        return new TraitHistory(trait!.Kind, changes, [.. points]);
    }

    private bool IsOfInterest(Evidence item) =>
        item.Trait.IsTimeZone || _keys.Any(key => item.Trait.Key == key || _catalog.FindDerived(key)?.SourceKey == item.Trait.Key);

    /// <summary>An instant at which observations moved the trait, and which evidence is of that instant.</summary>
    private readonly record struct Move(DateTimeOffset At, int Start, int End);

    /// <summary>What the trait says at an instant, as of its latest move.</summary>
    private readonly record struct Look(Move Move, DateTimeOffset At);
}
