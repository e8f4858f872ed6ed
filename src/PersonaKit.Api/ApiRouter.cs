using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;

namespace PersonaKit.Api;

/// <summary>
/// The contract's table read strictly: case counts, a path has no trailing slash and no empty segment, and a word comes before a parameter in its place whatever the
/// method. The routing of a host is more tolerant; what it lets through and this table does not know is an unknown route.
/// </summary>
internal static class ApiRouter
{
    private const string Root = ApiPath.Base + "/";

    private static readonly ImmutableArray<(ApiRoute Route, string[] Segments)> Table =
        [.. ApiContract.Routes.Select(route => (route, route.Pattern.Split('/')))];

    /// <summary>The route that takes the request as it is written, or null.</summary>
    public static ApiRoute? Find(HttpRequest request)
    {
        var path = Below(request);
        if (path.IsEmpty)
        {
            return null;
        }

        var method = request.Method == HttpMethods.Head ? HttpMethods.Get : request.Method;
        string? pattern = null;
        foreach (var (route, segments) in Table)
        {
            if ((pattern is null ? Fits(path, segments) : pattern == route.Pattern) && (pattern = route.Pattern) is not null && route.Method == method)
            {
                return route;
            }
        }

        return null;
    }

    /// <summary>The problem of a request that no endpoint takes: 405 with the methods that are there, or 404.</summary>
    public static Problem Refuse(HttpRequest request)
    {
        var path = Below(request);
        if (path.IsEmpty)
        {
            return new Problem(
                ProblemTypes.UnknownRoute,
                request.Path.StartsWithSegments(ApiPath.Base, StringComparison.Ordinal)
                    ? $"no route leads here; {ApiPath.Base}/openapi.json lists them all"
                    : $"every route starts with {ApiPath.Base}; {ApiPath.Base}/openapi.json lists them all");
        }

        string? pattern = null;
        List<string> allowed = [];
        foreach (var (route, segments) in Table)
        {
            if (pattern is null ? Fits(path, segments) : pattern == route.Pattern)
            {
                pattern = route.Pattern;
                allowed.Add(route.Method == HttpMethods.Get ? "GET, HEAD" : route.Method);
            }
        }

        if (pattern is null)
        {
            return new Problem(ProblemTypes.UnknownRoute, $"no route leads here; {ApiPath.Base}/openapi.json lists them all");
        }

        return Find(request) is null
            ? new Problem(ProblemTypes.MethodNotAllowed, $"{request.Method} is not allowed here") { Allow = string.Join(", ", allowed) }
            : new Problem(ProblemTypes.UnknownRoute, $"no route leads here as it is written; {ApiPath.Base}/openapi.json lists them all");
    }

    /// <summary>What follows the base path, wherever an application has mapped it; empty when there is none.</summary>
    private static ReadOnlySpan<char> Below(HttpRequest request)
    {
        var path = request.Path.Value.AsSpan();
        var start = path.IndexOf(Root, StringComparison.Ordinal);
        return start < 0 ? [] : path[(start + Root.Length)..];
    }

    private static bool Fits(ReadOnlySpan<char> path, string[] segments)
    {
        for (var i = 0; i < segments.Length; i++)
        {
            var slash = path.IndexOf('/');
            var segment = slash < 0 ? path : path[..slash];
            if (segment.IsEmpty || (i == segments.Length - 1) != (slash < 0) || (segments[i][0] != '{' && !segment.SequenceEqual(segments[i])))
            {
                return false;
            }

            path = slash < 0 ? [] : path[(slash + 1)..];
        }

        return true;
    }
}
