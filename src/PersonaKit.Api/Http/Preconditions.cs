using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using PersonaKit.Engine.Mapping;

namespace PersonaKit.Api.Http;

/// <summary>The conditions RFC 9110 puts on a change.</summary>
internal static class Preconditions
{
    /// <summary>
    /// <c>If-None-Match: *</c> is for what must not exist yet, <c>If-Match</c> for what must be as it was read. Tags compare strongly: a weak one matches nothing.
    /// </summary>
    public static MapperExpectation Read(HttpRequest request)
    {
        if (request.Headers.IfMatch is { Count: > 0 } match)
        {
            var tags = Split(match.ToString());
            return tags.Contains("*") ? MapperExpectation.Present : MapperExpectation.Tagged([.. tags.Where(IsStrong).Select(tag => tag[1..^1])]);
        }

        return request.Headers.IfNoneMatch is { Count: > 0 } none && Split(none.ToString()).Contains("*") ? MapperExpectation.Absent : MapperExpectation.None;
    }

    private static ImmutableArray<string> Split(string header) => [.. header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static bool IsStrong(string tag) => tag is ['"', .., '"'] and { Length: > 1 };
}
