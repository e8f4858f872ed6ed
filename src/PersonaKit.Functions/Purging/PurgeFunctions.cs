using Microsoft.Azure.Functions.Worker;
using PersonaKit.Engine.Serving;

namespace PersonaKit.Functions.Purging;

/// <summary>Deletes expired personas every five minutes; Table Storage has no time to live. What one run leaves the next takes.</summary>
public sealed class PurgeFunctions(PersonaPurge purge)
{
    private const int PagesPerRun = 20;

    [Function("purgePersonas")]
    public Task PurgeAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        purge.RunAsync(PagesPerRun, cancellationToken);
}
