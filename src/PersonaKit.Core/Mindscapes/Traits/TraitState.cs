using System.Text.Json;
using PersonaKit.Core.Mindscapes.Decay;
using PersonaKit.Core.Mindscapes.Stored;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>The statistics of one trait: sums, counts and extremes, each of which two orders of arrival leave the same.</summary>
internal abstract record TraitState
{
    public required TraitDefinition Definition { get; init; }

    /// <summary>Σ of evidence, one term for each field of an observation that feeds the trait.</summary>
    public DecayedSum Total { get; init; } = DecayedSum.Zero;

    /// <summary>How many observations feed the trait, however many of their fields do.</summary>
    public long Count { get; init; }

    public DateTimeOffset First { get; init; } = DateTimeOffset.MaxValue;

    public DateTimeOffset Last { get; init; } = DateTimeOffset.MinValue;

    public EvidenceTrail Trail { get; init; } = EvidenceTrail.Empty;

    /// <param name="evidence">What the observation says.</param>
    /// <param name="isFirst">False when another field of the same observation was added before.</param>
    public TraitState Add(in Evidence evidence, bool isFirst)
    {
        var weight = EvidenceWeight.Of(evidence.Nats, evidence.Observation.ObservedAt, Definition);
        var at = evidence.Observation.ObservedAt;
        return Absorb(evidence, weight) with
        {
            Total = Total.Add(weight.Index, weight.Amount),
            Count = isFirst ? Count + 1 : Count,
            First = at < First ? at : First,
            Last = at > Last ? at : Last,
            Trail = isFirst ? Trail.Add(at, evidence.Observation.Id) : Trail,
        };
    }

    /// <summary>Adds evidence, oldest first: what <see cref="Add"/> comes to one by one.</summary>
    public virtual TraitState AddAll(IReadOnlyList<(Evidence Evidence, bool IsFirst)> all)
    {
        var state = this;
        foreach (var (evidence, isFirst) in all)
        {
            state = state.Add(evidence, isFirst);
        }

        return state;
    }

    /// <summary>
    /// The state of the observations of both, which have none in common: the same as if one had been added to the other one by one. Null
    /// when the two do not hold enough for that, because a bound has dropped something.
    /// </summary>
    public TraitState? Merge(TraitState other) => MergeOwn(other) is { } merged
        ? merged with
        {
            Total = Total.Merge(other.Total),
            Count = Count + other.Count,
            First = other.First < First ? other.First : First,
            Last = other.Last > Last ? other.Last : Last,
            Trail = Trail.Merge(other.Trail),
        }
        : null;

    public PublishedTrait Publish()
    {
        var (value, detail) = Read();
        return new PublishedTrait
        {
            Key = Definition.Key,
            Kind = Definition.Kind,
            Value = value,
            Detail = detail,
            Count = Count,
            FirstObservedAt = First,
            LastObservedAt = Last,
            IsVolatile = Definition.IsVolatile,
            Confidence = new ConfidenceCurve(
                Agreement,
                EvidenceWeight.NatsAt(Total, Last, Definition),
                ConfidenceCurve.OnGrid(Last, Definition.Resolution),
                Definition.HalfLife,
                Definition.Resolution,
                Definition.Floor),
            Evidence = [.. Trail.Steps.Select(step => step.Id)],
        };
    }

    /// <summary>How far the evidence speaks with one voice, 0 to 1.</summary>
    protected abstract double Agreement { get; }

    /// <summary>The part of the evidence that only this kind keeps.</summary>
    protected abstract TraitState Absorb(in Evidence evidence, EvidenceWeight weight);

    /// <summary>The part of <see cref="Merge"/> that only this kind keeps; the other is of this kind too.</summary>
    protected abstract TraitState? MergeOwn(TraitState other);

    /// <summary>What its readers see: the value, and what else can be read by a sub-path, which always has the count.</summary>
    protected abstract (DataValue Value, DataValue.Map Detail) Read();

    /// <summary>Writes what only this kind keeps into the trait's stored object.</summary>
    public abstract void WriteOwn(Utf8JsonWriter writer);

    /// <summary>
    /// This state with what <see cref="WriteOwn"/> wrote. Throws <see cref="FormatException"/> when that is not what is there.
    /// </summary>
    public abstract TraitState ReadOwn(StoredNode node);

    /// <summary>Whether a double holds every number that <see cref="WriteOwn"/> writes.</summary>
    public virtual bool FitsDoubles => true;

    /// <summary>
    /// Null, or the state to add the whole history to, because this one has more than its shape can hold. Whether it is null depends on
    /// the set of observations alone.
    /// </summary>
    public virtual TraitState? Restart => null;

    /// <summary>Whether the parts can belong together, which only those of a damaged store do not.</summary>
    public virtual bool IsConsistent =>
        Count > 0 && Total.Block == EvidenceWeight.Of(0, Last, Definition).Index >> DecayedSum.BlockBits;
}
