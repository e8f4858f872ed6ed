using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace PersonaKit.Api.Http;

/// <summary>The name under which a request is found in logs.</summary>
public static class RequestTrace
{
    /// <summary>
    /// The W3C trace id of the request: that of its activity, or what its sender says in <c>traceparent</c> where the host makes no
    /// activities, which cost a twentieth of a cached answer. Otherwise the id that the server gave it.
    /// </summary>
    /// <param name="http">The request.</param>
    public static string IdOf(HttpContext http) =>
        Activity.Current?.TraceId.ToHexString()
        ?? (ActivityContext.TryParse(http.Request.Headers.TraceParent, null, out var sent) ? sent.TraceId.ToHexString() : http.TraceIdentifier);
}
