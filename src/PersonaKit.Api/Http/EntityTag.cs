using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace PersonaKit.Api.Http;

/// <summary>The conditional half of RFC 9110: does the client hold this representation already?</summary>
internal static class EntityTag
{
    /// <param name="quoted">The current tag with its quotes.</param>
    public static bool IsKnown(HttpRequest request, string quoted)
    {
        var header = request.Headers.IfNoneMatch;
        if (header.Count == 0)
        {
            return false;
        }

        // One tag, as every client sends it, needs no parsing.
        return string.Equals(header.ToString(), quoted, StringComparison.Ordinal) || IsListed(header, quoted);
    }

    private static bool IsListed(StringValues header, string quoted)
    {
        foreach (var line in header)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                var tag = line.AsSpan()[range].Trim();

                // If-None-Match compares weakly: a cache in between may have weakened our tag.
                if (tag.StartsWith("W/", StringComparison.Ordinal))
                {
                    tag = tag[2..];
                }

                if (tag is "*" || tag.SequenceEqual(quoted))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
