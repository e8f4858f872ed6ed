using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;

namespace PersonaKit.Api.Health;

/// <summary><c>/health</c>: is the process up, and would it answer.</summary>
internal sealed class HealthEndpoints(ReadinessCheck readiness)
{
#pragma warning disable CA1822 // an endpoint like every other
    public ValueTask<Problem?> Live(HttpContext http)
#pragma warning restore CA1822
    {
        return JsonBody.SendBytes(http, StatusCodes.Status200OK, JsonBody.ContentType, """{"status":"live"}"""u8);
    }

    public async ValueTask<Problem?> ReadyAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var now = await readiness.CheckAsync(cancellationToken);
        if (!now.StoreAnswers || !now.FeedIsAlive)
        {
            return new Problem(ProblemTypes.NotReady, now.StoreAnswers ? "the change feed has stopped or stands still" : now.Reason ?? "the store does not answer")
            {
                RetryAfter = TimeSpan.FromSeconds(5),
                FeedLag = now.FeedLag,
            };
        }

        return await JsonBody.Send(http, StatusCodes.Status200OK, now, static (writer, now) =>
        {
            writer.WriteStartObject();
            writer.WriteString("status"u8, "ready"u8);
            if (now.FeedLag is { } lag)
            {
                writer.WriteNumber("feed_lag"u8, lag);
            }

            writer.WriteEndObject();
        });
    }
}
