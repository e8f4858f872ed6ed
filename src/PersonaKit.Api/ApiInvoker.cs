using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Engine;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Api;

/// <summary>Runs one handler and turns whatever goes wrong into problem details. The only place an exception reaches.</summary>
public sealed partial class ApiInvoker(IServiceProvider services, ILogger<ApiInvoker> logger)
{
    public async Task InvokeAsync(ApiRoute route, HttpContext http, RouteArguments arguments)
    {
        Problem? problem;
        try
        {
            problem = await route.Handle(services, http, arguments, http.RequestAborted);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return; // nobody is there to answer
        }
        catch (StoreUnavailableException unavailable)
        {
            LogStoreUnavailable(logger, route.Name, unavailable.Reason ?? unavailable.InnerException?.GetType().Name ?? "", TraceIdOf(http));
            problem = new Problem(ProblemTypes.StoreUnavailable, "the store cannot answer now; the same request may succeed later") { RetryAfter = unavailable.RetryAfter };
        }
        catch (EngineBusyException busy)
        {
            problem = new Problem(ProblemTypes.Busy, busy.Message) { RetryAfter = busy.RetryAfter };
        }
        catch (BadHttpRequestException bad)
        {
            problem = bad.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? new Problem(ProblemTypes.BodyTooLarge, "the body is larger than this server takes")
                : new Problem(ProblemTypes.BadRequest, "the request broke off or is not valid HTTP");
        }
#pragma warning disable CA1031 // whatever it was, the client gets a problem and the log gets the place
        catch (Exception failure)
#pragma warning restore CA1031
        {
            // Type and place, not the message: messages of parsers quote what a person said.
            LogFailure(logger, route.Name, failure.GetType().Name, failure.StackTrace ?? "", TraceIdOf(http));
            problem = new Problem(ProblemTypes.InternalError, "the request failed; the log has the reason under the trace id") { TraceId = TraceIdOf(http) };
        }

        if (problem is null)
        {
            return;
        }

        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        await ProblemJson.Send(http, problem);
    }

    private static string TraceIdOf(HttpContext http) => Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;

    [LoggerMessage(1, LogLevel.Warning, "{Route}: the store is unavailable ({Reason}), trace {TraceId}")]
    private static partial void LogStoreUnavailable(ILogger logger, string route, string reason, string traceId);

    [LoggerMessage(2, LogLevel.Error, "{Route}: {Failure}, trace {TraceId}\n{StackTrace}")]
    private static partial void LogFailure(ILogger logger, string route, string failure, string stackTrace, string traceId);
}
