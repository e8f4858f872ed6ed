using System.Collections.Immutable;
using PersonaKit.Core.Observations;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>The newest few observations that fed a trait, newest first; ties in time go by id, so the trail does not depend on arrival.</summary>
internal readonly record struct EvidenceTrail(ImmutableArray<EvidenceTrail.Step> Steps)
{
    public const int Length = 5;

    public static readonly EvidenceTrail Empty = new([]);

    public EvidenceTrail Add(DateTimeOffset at, ObservationId id)
    {
        var step = new Step(at, id);
        var place = 0;
        while (place < Steps.Length && Steps[place].CompareTo(step) > 0)
        {
            place++;
        }

        if (place >= Length)
        {
            return this;
        }

        var next = Steps.Insert(place, step);
        return new(next.Length > Length ? next.RemoveAt(Length) : next);
    }

    /// <summary>The newest of both, none of which the other has.</summary>
    public EvidenceTrail Merge(EvidenceTrail other) => new([.. Steps.Concat(other.Steps).OrderDescending().Take(Length)]);

    internal readonly record struct Step(DateTimeOffset At, ObservationId Id) : IComparable<Step>
    {
        public int CompareTo(Step other)
        {
            var byTime = At.CompareTo(other.At);
            return byTime != 0 ? byTime : Id.CompareTo(other.Id);
        }
    }
}
