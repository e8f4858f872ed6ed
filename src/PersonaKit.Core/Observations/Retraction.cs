using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Observations;

/// <summary>
/// Retracting an observation is itself an item of the person's order of acceptance: so it is durable by one append, has a number for its
/// receipt, and wakes the feed. Its id follows from the id it names, so that a repeated retraction is a retry. A correction names in the
/// same way what it takes the place of. Nothing brings a retracted observation back, not even the retraction of its correction.
/// </summary>
public static class Retraction
{
    /// <summary>The observation type that no sender may use and no catalog may map.</summary>
    public const string Type = "retraction";

    /// <summary>No sender's id starts like this.</summary>
    public const string IdPrefix = "retraction:";

    private const string TargetField = "observation_id";

    /// <summary>The id of the retraction of <paramref name="target"/>: <see cref="IdPrefix"/> and a digest of the target's id.</summary>
    public static ObservationId IdOf(ObservationId target) =>
        ObservationId.Parse(IdPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(target.Value)).AsSpan(0, 16)));

    /// <summary>The item that takes <paramref name="target"/> back.</summary>
    public static Observation Of(ObservationId target, DateTimeOffset at)
    {
        var content = new DataValue.Map([new(TargetField, DataValue.Of(target.Value))]);
        return new ObservationDraft { Pointer = "", Type = Type, Content = content }.Accept(IdOf(target), at);
    }

    /// <summary>What the observation takes back, as a retraction or as a correction; null for the many that take nothing back.</summary>
    public static ObservationId? NamedBy(Observation observation) =>
        observation.Type == Type
        && observation.Content[TargetField] is DataValue.Text text
        && ObservationId.TryParse(text.Value, out var target)
        && observation.Id == IdOf(target)
            ? target
            : observation.Corrects;

    /// <summary>Every id that one of the observations takes back. Empty, and without an allocation, for most batches.</summary>
    public static IReadOnlySet<ObservationId> NamedBy(IEnumerable<Observation> observations)
    {
        HashSet<ObservationId>? named = null;
        foreach (var observation in observations)
        {
            if (NamedBy(observation) is { } target)
            {
                (named ??= []).Add(target);
            }
        }

        return named ?? (IReadOnlySet<ObservationId>)FrozenSet<ObservationId>.Empty;
    }

    /// <summary>Whether one of the observations takes back what is not among them.</summary>
    public static bool IsOfOthers(IReadOnlyCollection<Observation> observations) =>
        NamedBy(observations) is { Count: > 0 } named && !named.IsSubsetOf(observations.Select(observation => observation.Id));

    /// <summary>
    /// What a batch takes back that is neither stored nor an earlier item of it. Nothing of such a batch is accepted: what is taken back
    /// has to be there first, or an observation that is posted later under the id would count or not, depending on how it is folded.
    /// </summary>
    /// <param name="batch">The observations, in their order.</param>
    /// <param name="isStored">Whether an observation with the id is stored for the person, retracted or not.</param>
    public static IReadOnlySet<ObservationId> MissingFrom(IReadOnlyCollection<Observation> batch, Func<ObservationId, bool> isStored)
    {
        HashSet<ObservationId>? missing = null;
        HashSet<ObservationId> earlier = [];
        foreach (var observation in batch)
        {
            if (NamedBy(observation) is { } target && !earlier.Contains(target) && (IsRetraction(target) || !isStored(target)))
            {
                (missing ??= []).Add(target);
            }

            earlier.Add(observation.Id);
        }

        return missing ?? (IReadOnlySet<ObservationId>)FrozenSet<ObservationId>.Empty;
    }

    /// <summary>
    /// The ids of a batch that are not accepted because what they take back is an id for which an item of the same batch is refused, as a
    /// conflict or for this reason. Their sender means the observation that was refused, not the one that is stored.
    /// </summary>
    /// <param name="batch">The observations, in their order.</param>
    /// <param name="findStored">The stored observation with an id; null when there is none.</param>
    public static IReadOnlySet<ObservationId> RefusedIn(IReadOnlyCollection<Observation> batch, Func<ObservationId, Observation?> findStored)
    {
        var named = NamedBy(batch);
        if (named.Count == 0 || !batch.Any(observation => named.Contains(observation.Id)))
        {
            return FrozenSet<ObservationId>.Empty;
        }

        var first = new Dictionary<ObservationId, Observation>();
        var refused = new HashSet<ObservationId>();
        foreach (var observation in batch)
        {
            var known = findStored(observation.Id);
            first.TryAdd(observation.Id, observation);
            if (known is not { IsForgotten: true } && (known ?? first[observation.Id]).Fingerprint != observation.Fingerprint)
            {
                refused.Add(observation.Id);
            }
        }

        var dropped = new HashSet<ObservationId>();
        while (batch.FirstOrDefault(observation => NamedBy(observation) is { } target && refused.Contains(target)
            && !dropped.Contains(observation.Id) && findStored(observation.Id) is null) is { } next)
        {
            dropped.Add(next.Id);
            refused.Add(next.Id);
        }

        return dropped;
    }

    /// <summary>Whether the id is that of a retraction, which nothing takes back.</summary>
    public static bool IsRetraction(ObservationId id) => id.Value.StartsWith(IdPrefix, StringComparison.Ordinal);

    /// <summary>The observations that count: without those that are forgotten and those that another of them takes back.</summary>
    public static IReadOnlyCollection<Observation> Standing(IReadOnlyCollection<Observation> observations)
    {
        var named = NamedBy(observations);
        return named.Count == 0 && !observations.Any(observation => observation.IsForgotten)
            ? observations
            : [.. observations.Where(observation => !observation.IsForgotten && !named.Contains(observation.Id))];
    }
}
