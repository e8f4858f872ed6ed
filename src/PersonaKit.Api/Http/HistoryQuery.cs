using PersonaKit.Api.Problems;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Time;

namespace PersonaKit.Api.Http;

/// <summary>From when one looks and how far back: <c>at</c>, <c>as_of</c> and <c>known_at</c>, which mean the same wherever they are taken.</summary>
internal static class HistoryQuery
{
    /// <param name="at">The instant to look from; that of the cut where only a cut is given, null where neither is.</param>
    /// <param name="cut">Null for all of the history; what was observed by <paramref name="at"/> where only that is given.</param>
    public static Problem? TryReadMoment(this QueryParameters query, TimeProvider time, out DateTimeOffset? at, out HistoryCut? cut)
    {
        cut = null;
        DateTimeOffset? asOf = null;
        DateTimeOffset? knownAt = null;
        if ((query.TryReadInstant("at", out at) ?? query.TryReadInstant("as_of", out asOf) ?? query.TryReadInstant("known_at", out knownAt)) is { } refused)
        {
            return refused;
        }

        if (asOf is null && knownAt is null)
        {
            // From an instant one sees what was observed by then, and nothing later.
            cut = at is null ? null : new HistoryCut(at, null) { IsImplied = true };
            return null;
        }

        var now = Instants.Truncate(time.GetUtcNow());
        if (asOf > now || knownAt > now)
        {
            return new Problem(ProblemTypes.InvalidParameter, $"'{(asOf > now ? "as_of" : "known_at")}' lies in the future; 'at' alone looks ahead");
        }

        if (at < asOf)
        {
            return new Problem(ProblemTypes.InvalidParameter, "'at' lies before 'as_of': from there nothing of what came later can be seen");
        }

        cut = new HistoryCut(asOf, knownAt);
        at ??= cut.Moment;
        return null;
    }
}
