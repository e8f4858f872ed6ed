using System.Diagnostics.Metrics;

namespace PersonaKit.Engine.Telemetry;

/// <summary>How personas are served, built and ended.</summary>
internal sealed class PersonaMetrics(Meter meter, TimeProvider time)
{
    private const string Mapper = "personakit.mapper.id";
    private const string Cache = "personakit.persona.cache";

    private readonly Counter<long> _requests = meter.CreateCounter<long>(
        "personakit.persona.requests", "{request}", "Requests for a persona of a person, by how the cache answered.");

    private readonly Histogram<double> _build = meter.CreateHistogram(
        "personakit.persona.build.duration", "s", "Time to build one persona: the read of the mindscape, the fold of what waits, the projection.", tags: null, Buckets.Work);

    private readonly Histogram<double> _lifetime = meter.CreateHistogram(
        "personakit.persona.lifetime", "s", "Time from the instant a persona was built for until it expires, by what ends it.", tags: null, Buckets.Lifetime);

    /// <param name="mapper">The mapper's id.</param>
    /// <param name="cache">How the cache answered, in lower case.</param>
    /// <param name="cause">Why a row was not served; null unless it was stale.</param>
    public void Requested(string mapper, string cache, string? cause)
    {
        if (!_requests.Enabled)
        {
            return;
        }

        if (cause is null)
        {
            _requests.Add(1, new(Mapper, mapper), new(Cache, cache));
        }
        else
        {
            _requests.Add(1, new(Mapper, mapper), new(Cache, cache), new("personakit.persona.stale.cause", cause));
        }
    }

    public long Start() => _build.Enabled ? time.GetTimestamp() : 0;

    /// <param name="started">From <see cref="Start"/>.</param>
    /// <param name="mapper">The mapper's id.</param>
    /// <param name="outcome">In lower case.</param>
    public void Built(long started, string mapper, string outcome)
    {
        if (started != 0)
        {
            _build.Record(time.GetElapsedTime(started).TotalSeconds, new(Mapper, mapper), new("personakit.persona.build.outcome", outcome));
        }
    }

    public void Lives(string mapper, TimeSpan lifetime, string cause)
    {
        if (_lifetime.Enabled)
        {
            _lifetime.Record(lifetime.TotalSeconds, new(Mapper, mapper), new("personakit.persona.expiry.cause", cause));
        }
    }
}
