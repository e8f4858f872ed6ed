using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;

namespace PersonaKit.Local.Hosting;

/// <summary>
/// Who may ask a host that wants no credential. It listens on loopback only, and a page in the owner's browser must not get through,
/// neither by pointing its own name at
/// 127.0.0.1 (DNS rebinding: the Host header has to be a loopback name) nor by sending what changes something across origins. With a key
/// neither matters: a page does not have it.
/// </summary>
internal sealed class LoopbackGate(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http) => Refuse(http.Request) is { } problem ? ProblemJson.Send(http, problem).AsTask() : next(http);

    private static Problem? Refuse(HttpRequest request) =>
        !IsLoopbackName(request.Host.Host)
            ? new Problem(ProblemTypes.MisdirectedRequest, "without an API key this host answers to localhost, 127.0.0.1 and [::1] only")
            : CrossSite.IsChange(request)
            ? new Problem(ProblemTypes.CrossSiteRequest, "without an API key this host takes changes from its own origin and from programs, not from pages of other origins")
            : null;

    private static bool IsLoopbackName(string host) =>
        host is "localhost" or "127.0.0.1" or "[::1]" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
}
