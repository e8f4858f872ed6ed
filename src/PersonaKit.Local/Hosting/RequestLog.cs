using PersonaKit.Api.Http;

namespace PersonaKit.Local.Hosting;

/// <summary>One line a request: the route's template and never what stands in its place, so that no person's id reaches a log.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger logger, TimeProvider time)
{
    public const string Category = "PersonaKit.Requests";

    public Task InvokeAsync(HttpContext http) => logger.IsEnabled(LogLevel.Information) ? LoggedAsync(http) : next(http);

    private async Task LoggedAsync(HttpContext http)
    {
        var started = time.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            Log(
                logger,
                http.Request.Method,
                (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "",
                http.Response.StatusCode,
                time.GetElapsedTime(started).TotalMilliseconds,
                RequestTrace.IdOf(http));
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Method} {Route} {Status} in {Milliseconds:0.0} ms, trace {TraceId}", SkipEnabledCheck = true)]
    private static partial void Log(ILogger logger, string method, string route, int status, double milliseconds, string traceId);
}
