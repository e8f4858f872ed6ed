using System.Collections.Immutable;
using PersonaKit.Api.Problems;

namespace PersonaKit.Api;

/// <summary>
/// Finds the route of a request by the contract's table. A dozen patterns need no routing tree, and a host without one starts sooner; unknown
/// routes and wrong methods come out as problems like every other.
/// </summary>
public static class ApiRouter
{
    private static readonly ImmutableArray<(ApiRoute Route, string[] Segments)> Table =
        [.. ApiContract.Routes.Select(route => (route, route.Pattern.Split('/')))];

    /// <summary>A path that the contract knows and the host's routing does not: two slashes where one belongs, or a letter in another case.</summary>
    internal static Problem NotServed { get; } = new(ProblemTypes.UnknownRoute, $"no route leads here as it is written; {ApiContract.BasePath}/openapi.json lists them all");

    /// <param name="path">The decoded path of the request.</param>
    public static RouteMatch Match(string method, string path)
    {
        if (!path.StartsWith(ApiContract.BasePath, StringComparison.Ordinal) || path.Length <= ApiContract.BasePath.Length || path[ApiContract.BasePath.Length] != '/')
        {
            return Unknown(path);
        }

        var start = ApiContract.BasePath.Length + 1;
        var wanted = method == "HEAD" ? "GET" : method;
        List<string>? allowed = null;
        string? pattern = null;
        foreach (var (route, segments) in Table)
        {
            if ((pattern is not null && pattern != route.Pattern) || !TryMatch(path, start, segments, out var arguments))
            {
                continue;
            }

            // The first pattern that fits is the one: a word comes before a parameter that would take it.
            pattern = route.Pattern;

            if (route.Method == wanted)
            {
                return new RouteMatch(route, arguments, null);
            }

            (allowed ??= []).Add(route.Method == "GET" ? "GET, HEAD" : route.Method);
        }

        return allowed is null
            ? Unknown(path)
            : new RouteMatch(null, default, new Problem(ProblemTypes.MethodNotAllowed, $"{method} is not allowed here") { Allow = string.Join(", ", allowed) });
    }

    private static RouteMatch Unknown(string path) =>
        new(null, default, new Problem(
            ProblemTypes.UnknownRoute,
            path.StartsWith(ApiContract.BasePath, StringComparison.Ordinal)
                ? $"no route leads here; {ApiContract.BasePath}/openapi.json lists them all"
                : $"every route starts with {ApiContract.BasePath}; {ApiContract.BasePath}/openapi.json lists them all"));

    private static bool TryMatch(string path, int start, string[] segments, out RouteArguments arguments)
    {
        arguments = default;
        string? first = null;
        string? second = null;
        for (var i = 0; i < segments.Length; i++)
        {
            if (start > path.Length)
            {
                return false;
            }

            var slash = path.IndexOf('/', start);
            var end = slash < 0 ? path.Length : slash;
            var isLast = i == segments.Length - 1;
            if (isLast != slash < 0 || end == start)
            {
                return false;
            }

            if (segments[i][0] == '{')
            {
                if (first is null)
                {
                    first = path[start..end];
                }
                else
                {
                    second = path[start..end];
                }
            }
            else if (!path.AsSpan(start, end - start).SequenceEqual(segments[i]))
            {
                return false;
            }

            start = end + 1;
        }

        arguments = new RouteArguments(first ?? "", second ?? "");
        return true;
    }
}
