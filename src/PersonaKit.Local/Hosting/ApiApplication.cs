using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PersonaKit.Api;
using PersonaKit.Api.Problems;

namespace PersonaKit.Local.Hosting;

/// <summary>
/// The API straight on Kestrel, without the generic host, its container, configuration and middleware: none of them has anything to do here, and
/// they are most of the time a start takes.
/// </summary>
internal sealed class ApiApplication(ApiInvoker invoker, RequestGate gate) : IHttpApplication<DefaultHttpContext>
{
    public DefaultHttpContext CreateContext(IFeatureCollection contextFeatures)
    {
        // Kestrel keeps one context with each connection for the requests that follow on it.
        if (contextFeatures is not IHostContextContainer<DefaultHttpContext> container)
        {
            return new DefaultHttpContext(contextFeatures);
        }

        if (container.HostContext is { } kept)
        {
            kept.Initialize(contextFeatures);
            return kept;
        }

        return container.HostContext = new DefaultHttpContext(contextFeatures);
    }

    public Task ProcessRequestAsync(DefaultHttpContext context)
    {
        var match = ApiRouter.Match(context.Request.Method, context.Request.Path.Value ?? "");
        if ((gate.Refuse(context.Request, match.Route) ?? match.Problem) is { } problem)
        {
            return ProblemJson.Send(context, problem).AsTask();
        }

        return invoker.InvokeAsync(match.Route!, context, match.Arguments);
    }

    public void DisposeContext(DefaultHttpContext context, Exception? exception) => context.Uninitialize();
}
