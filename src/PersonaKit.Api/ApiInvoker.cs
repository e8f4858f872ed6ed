using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PersonaKit.Api.Authorization;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Engine;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Api;

/// <summary>Runs the handler of a route and answers every failure with problem details (RFC 9457). No exception leaves it.</summary>
/// <param name="services">Resolve the handlers' classes.</param>
/// <param name="logger">Gets one line for each failure.</param>
public sealed partial class ApiInvoker(IServiceProvider services, ILogger<ApiInvoker> logger)
{
    /// <summary>Runs the handler of <paramref name="route"/> and writes the response. It stops when the client disconnects.</summary>
    /// <param name="route">A route of <see cref="ApiContract"/>.</param>
    /// <param name="http">The request and the response to write.</param>
    /// <param name="arguments">The values of the pattern's parameters.</param>
    /// <returns>A task that ends when the response is written; it never fails.</returns>
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
            LogStoreUnavailable(logger, route.Name, unavailable.Reason ?? unavailable.InnerException?.GetType().Name ?? "", RequestTrace.IdOf(http));
            Fail(unavailable);
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
            LogFailure(logger, route.Name, failure.GetType().Name, failure.StackTrace ?? "", RequestTrace.IdOf(http));
            Fail(failure);
            problem = new Problem(ProblemTypes.InternalError, "the request failed; the log has the reason under the trace id") { TraceId = RequestTrace.IdOf(http) };
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

    /// <summary>Runs the rest of a host's pipeline; a failure of it gets the same answer as a failure of a handler.</summary>
    /// <param name="name">What the log calls the operation.</param>
    /// <param name="http">The request and the response that the pipeline writes.</param>
    /// <param name="next">The rest of the pipeline.</param>
    /// <returns>A task that ends when the response is written; it never fails.</returns>
    public Task GuardAsync(string name, HttpContext http, Func<Task> next)
    {
        async ValueTask<Problem?> HandleAsync()
        {
            await next();
            return null;
        }

        // The pipeline is a handler like any other, so that one place decides what an exception looks like from outside.
        return InvokeAsync(new ApiRoute(http.Request.Method, "", name, AccessRule.Anonymous, (_, _, _, _) => HandleAsync()), http, default);
    }

    /// <summary>
    /// The exception ends here, so a span of the host would not know: a failure must be told from a success, not least by what samples.
    /// </summary>
    private static void Fail(Exception fault) => Activity.Current?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", fault.GetType().FullName);

    [LoggerMessage(1, LogLevel.Warning, "{Route}: the store is unavailable ({Reason}), trace {TraceId}")]
    private static partial void LogStoreUnavailable(ILogger logger, string route, string reason, string traceId);

    [LoggerMessage(2, LogLevel.Error, "{Route}: {Failure}, trace {TraceId}\n{StackTrace}")]
    private static partial void LogFailure(ILogger logger, string route, string failure, string stackTrace, string traceId);
}
