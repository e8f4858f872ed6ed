using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace PersonaKit.Api.Http;

/// <summary>The conditional half of RFC 9110: does the client hold this representation already?</summary>
internal static class EntityTag
{
    /// <summary>The strong tag of what a store calls <paramref name="etag"/>.</summary>
    public static string Strong(string etag) => $"\"{etag}\"";

    /// <param name="request">The request, whose <c>If-None-Match</c> counts.</param>
    /// <param name="current">The current tag with its quotes, and <c>W/</c> in front when it is weak.</param>
    public static bool IsKnown(HttpRequest request, string current)
    {
        var header = request.Headers.IfNoneMatch;
        if (header.Count == 0)
        {
            return false;
        }

        // One tag, as every client sends it, needs no parsing.
        return string.Equals(header.ToString(), current, StringComparison.Ordinal) || IsListed(header, Opaque(current));
    }

    private static bool IsListed(StringValues header, ReadOnlySpan<char> opaque)
    {
        foreach (var line in header)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                // If-None-Match compares weakly: a cache in between may have weakened our tag.
                var tag = Opaque(line.AsSpan()[range].Trim());
                if (tag is "*" || tag.SequenceEqual(opaque))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The tag without what says that it is weak.</summary>
    private static ReadOnlySpan<char> Opaque(ReadOnlySpan<char> tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
}
