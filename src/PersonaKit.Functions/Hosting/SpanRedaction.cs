using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace PersonaKit.Functions.Hosting;

/// <summary>Takes paths and queries out of every span before it is exported.</summary>
internal sealed class SpanRedaction : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data) => PersonaKitPrivacy.RemoveAddresses(data);
}
