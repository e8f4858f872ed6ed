using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace PersonaKit.Api.Authorization;

/// <summary>
/// Where a request has its credential: <c>Authorization: Bearer</c> before <c>X-Api-Key</c>. A key and a token may stand in either, for
/// many clients can send only one of the two.
/// </summary>
internal static class Credential
{
    public const string KeyHeader = "X-Api-Key";

    private const string Bearer = "Bearer ";
    private const string FunctionKeyHeader = "x-functions-key";
    private const string FunctionKeyParameter = "code";

    /// <summary>The value as it was sent, with the word before a bearer token; null when there is none.</summary>
    public static string? Of(HttpRequest request, bool takesFunctionKeys)
    {
        var authorization = request.Headers.Authorization;
        if (authorization.Count > 0 && authorization.ToString() is { Length: > 0 } value && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return value;
        }

        if (request.Headers.TryGetValue(KeyHeader, out var keys) && keys.ToString() is { Length: > 0 } key)
        {
            return key;
        }

        if (!takesFunctionKeys)
        {
            return null;
        }

        return request.Headers.TryGetValue(FunctionKeyHeader, out var functionKeys) && functionKeys.ToString() is { Length: > 0 } functionKey
            ? functionKey
            : InQuery(request);
    }

    /// <summary>The key or token in it.</summary>
    public static string TextOf(string credential) =>
        credential.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? credential[Bearer.Length..].Trim() : credential;

    private static string? InQuery(HttpRequest request)
    {
        if (request.QueryString.HasValue)
        {
            foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
            {
                if (pair.DecodeName().Span is FunctionKeyParameter)
                {
                    return pair.DecodeValue().ToString() is { Length: > 0 } code ? code : null;
                }
            }
        }

        return null;
    }
}
