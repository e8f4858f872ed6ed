using System.Diagnostics;
using OpenTelemetry;

namespace PersonaKit.Functions.Hosting;

/// <summary>Marks a failed span as sampled, so that the exporters behind this processor take it.</summary>
internal sealed class ErrorKeepingProcessor : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.Status == ActivityStatusCode.Error)
        {
            data.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
        }
    }
}
