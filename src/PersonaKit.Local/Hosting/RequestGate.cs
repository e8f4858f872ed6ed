using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;

namespace PersonaKit.Local.Hosting;

/// <summary>
/// Who may ask. With a key: whoever sends it, the way Azure Functions wants it sent. Without one only loopback is listened on, and a page in the
/// owner's browser must not get through, neither by pointing its own name at 127.0.0.1 (DNS rebinding: the Host header has to be a loopback name) nor by
/// sending what changes something across origins.
/// </summary>
internal sealed class RequestGate(RequestDelegate next, string? apiKey)
{
    private const string KeyHeader = "x-functions-key";
    private const string KeyParameter = "code";

    private readonly byte[]? _digest = apiKey is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(apiKey));

    public Task InvokeAsync(HttpContext http) => Refuse(http) is { } problem ? ProblemJson.Send(http, problem).AsTask() : next(http);

    private Problem? Refuse(HttpContext http)
    {
        var request = http.Request;
        if (_digest is null)
        {
            return !IsLoopbackName(request.Host.Host)
                ? new Problem(ProblemTypes.MisdirectedRequest, "without an API key this host answers to localhost, 127.0.0.1 and [::1] only")
                : CrossSite.IsChange(request)
                ? new Problem(ProblemTypes.CrossSiteRequest, "without an API key this host takes changes from its own origin and from programs, not from pages of other origins")
                : null;
        }

        // An unknown route is no exception: what exists is for those with a key to know.
        return http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null || IsKey(request.Headers[KeyHeader]) || IsKey(InQuery(request))
            ? null
            : new Problem(ProblemTypes.Unauthorized, $"the API key is missing or wrong; it belongs in the header {KeyHeader}");
    }

    private static bool IsLoopbackName(string host) =>
        host is "localhost" or "127.0.0.1" or "[::1]" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private bool IsKey(string? candidate)
    {
        if (string.IsNullOrEmpty(candidate))
        {
            return false;
        }

        // Digests have one length, so the time tells neither the key's characters nor how many they are.
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(candidate), digest);
        return CryptographicOperations.FixedTimeEquals(digest, _digest);
    }

    private static string? InQuery(HttpRequest request)
    {
        if (request.QueryString.HasValue)
        {
            foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
            {
                if (pair.DecodeName().Span is KeyParameter)
                {
                    return pair.DecodeValue().ToString();
                }
            }
        }

        return null;
    }
}
