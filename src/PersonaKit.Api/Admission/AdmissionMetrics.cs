using System.Diagnostics.Metrics;

namespace PersonaKit.Api.Admission;

/// <summary>The memory that request bodies take, and the bodies that found none.</summary>
internal sealed class AdmissionMetrics(Meter meter)
{
    private readonly UpDownCounter<long> _usage = meter.CreateUpDownCounter<long>(
        "personakit.body.memory.usage", "By", "Bytes of request bodies that are in memory.");

    private readonly Counter<long> _refused = meter.CreateCounter<long>(
        "personakit.body.refused", "{request}", "Requests that were refused because too many bodies were in memory.");

    public void Entered(long bytes) => _usage.Add(bytes);

    public void Refused(bool isLarge) => _refused.Add(1, new KeyValuePair<string, object?>("personakit.body.size", isLarge ? "large" : "small"));
}
