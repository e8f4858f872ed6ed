using PersonaKit.Core.Observations;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// The hot document's description of a journal page. The page may also hold observations that a losing fold wrote; only those in the range
/// of numbers count.
/// </summary>
internal sealed record JournalEntry
{
    public required int Page { get; init; }

    public required int Count { get; init; }

    public required int Bytes { get; init; }

    public required long First { get; init; }

    public required long Last { get; init; }

    /// <summary>The span of <c>observed_at</c>, in milliseconds since 1970.</summary>
    public required long From { get; init; }

    public required long To { get; init; }

    public required IdFilter Ids { get; init; }

    public bool Counts(AcceptedObservation accepted) => accepted.Number >= First && accepted.Number <= Last;

    public static JournalEntry New(int page, long first) => new()
    {
        Page = page,
        Count = 0,
        Bytes = 0,
        First = first,
        Last = first,
        From = long.MaxValue,
        To = long.MinValue,
        Ids = IdFilter.Empty,
    };

    public JournalEntry With(IReadOnlyList<AcceptedObservation> added, int bytes) => this with
    {
        Count = Count + added.Count,
        Bytes = Bytes + bytes,
        Last = added[^1].Number,
        From = Math.Min(From, added.Min(accepted => accepted.Observation.ObservedAt.ToUnixTimeMilliseconds())),
        To = Math.Max(To, added.Max(accepted => accepted.Observation.ObservedAt.ToUnixTimeMilliseconds())),
        Ids = Ids.With(added.Select(accepted => accepted.Observation.Id)),
    };
}
