using OpenTelemetry.Trace;

namespace PersonaKit.Functions.Hosting;

/// <summary>
/// Whether a request fails is known at its end, a sampler decides at its start. So what the inner sampler drops is recorded all the same,
/// and <see cref="ErrorKeepingProcessor"/> decides again.
/// </summary>
internal sealed class ErrorKeepingSampler(Sampler inner) : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        inner.ShouldSample(samplingParameters) is { Decision: not SamplingDecision.Drop } kept ? kept : new SamplingResult(SamplingDecision.RecordOnly);
}
