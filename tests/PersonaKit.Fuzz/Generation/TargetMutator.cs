using PersonaKit.Fuzz.Wire;

namespace PersonaKit.Fuzz.Generation;

/// <summary>Changes the path or the query of a request.</summary>
internal static class TargetMutator
{
    private static readonly string[] Segments =
    [
        "%2F", "a%2Fb", "%2f..%2f", "%00", "a%00b", "..", "%2e%2e", ".", "", "%", "%zz", "%c3%28", "%ed%a0%80", "%C3%A9", "%F0%9F%98%80",
        "%E2%80%AE", "%20", "+", "%5c", "\\", "*", "{person_id}", "-x", "a;b=c", "a:b", "~",
        "%25", "%252F", "%0d%0aX:%20y", "%09", "%7f", "null", "0", "-1", "99999999999999999999", "2147483648", "01", "1.0", "validate",
        "preview", "Ada", "a|b", "\u00e9", "\u0001", "a b", "%u0041", "retraction%3Ao-1", "journal-000001",
    ];

    private static readonly string[] Values =
    [
        "", "%00", "%ed%a0%80", "%c3%28", "%", "%zz", "\u00ff", "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.9999999Z",
        "0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2026-01-20T09:00:00+01:00", "2026-01-20T09:00:00%2B0100",
        "2026-01-20T09:00:00%2B14:00", "-1", "0", "1", "100", "101", "500", "501", "1e2", "+1", "99999999999999999999", "null", "explain",
        "EXPLAIN", "MS4xLg", "MS45OTk5OTk5OTk5OTk5OTk5OTk5OS5hYWFhYWFhYQ", "%F0%9F%98%80", "%ud800",
        "a%26b%3Dc", "9999999w", "10000000", "0.5", "-5", "1e308", "NaN", "true", "%0d%0a", "%5B1%5D", "{}",
    ];

    private static readonly string[] Names =
    [
        "after", "at", "as_of", "known_at", "view", "limit", "cursor", "from", "to", "points", "context.upcoming_meeting", "context.",
        "context.x", "context", "code", "", "At", "%61t", "at%00", "context.%ed%a0%80", "x", "$filter",
    ];

    private static readonly string[] Whole =
    [
        "*", "", "/", "//", "http://127.0.0.1/api/v1/traits", "http://other.example/api/v1/traits", "api/v1/traits", "/api", "/api/v1",
        "/api/v1/",
        "/..%2f..", "127.0.0.1:80", "/api/v1/traits#x", "/\\",
    ];

    public static WireRequest Mutate(WireRequest request, Random random)
    {
        var mark = request.Target.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = mark < 0 ? (request.Target, "") : (request.Target[..mark], request.Target[(mark + 1)..]);
        return random.Next(2) == 0
            ? request with { Target = Join(Path(path, random), query), Tricks = request.Tricks.Add("path"), IsOnItsRoute = false }
            : request with { Target = Join(path, Query(query, random)), Tricks = request.Tricks.Add("query") };
    }

    private static string Join(string path, string query) => query.Length == 0 ? path : $"{path}?{query}";

    private static string Path(string path, Random random)
    {
        var segments = path.Split('/').ToList();
        if (segments.Count < 2)
        {
            return path; // not a path any more
        }

        var at = random.Next(1, segments.Count);
        switch (random.Next(10))
        {
            case 0:
                segments.Insert(at, Segments[random.Next(Segments.Length)]);
                break;
            case 1:
                segments.RemoveAt(at);
                break;
            case 2:
                segments[at] = segments[at].ToUpperInvariant();
                break;
            case 3:
                segments[at] = string.Concat(segments[at].Select(letter => letter < 0x80 ? $"%{(int)letter:x2}" : $"{letter}"));
                break;
            case 4:
                segments[at] = new string('a', random.Next(4) == 0 ? random.Next(7000, 9000) : random.Next(60, 300));
                break;
            case 5:
                segments.AddRange(Enumerable.Repeat(random.Next(2) == 0 ? "" : "..", random.Next(1, 200)));
                break;
            case 6 when random.Next(3) == 0:
                return Whole[random.Next(Whole.Length)];
            default:
                segments[^random.Next(1, Math.Min(segments.Count, 4))] = Segments[random.Next(Segments.Length)];
                break;
        }

        return string.Join('/', segments);
    }

    private static string Query(string query, Random random)
    {
        var pairs = query.Split('&', StringSplitOptions.RemoveEmptyEntries).ToList();
        var name = Names[random.Next(Names.Length)];
        var value = Values[random.Next(Values.Length)];
        switch (random.Next(8))
        {
            case 0 when pairs.Count > 0:
                pairs.Add(pairs[random.Next(pairs.Count)]);
                break;
            case 1:
                pairs.Add(name);
                break;
            case 2:
                pairs.Add($"{name}={new string('b', random.Next(4) == 0 ? random.Next(6000, 9000) : random.Next(1000, 1100))}");
                break;
            case 3:
                pairs.AddRange(Enumerable.Range(0, random.Next(1, 600)).Select(i => $"context.f{i}=1"));
                break;
            case 4:
                pairs.Add("?&&==;");
                break;
            case 5 when pairs.Count > 0:
                var which = random.Next(pairs.Count);
                pairs[which] = Digits.Stretch(pairs[which], random);
                break;
            case < 7 when pairs.Count > 0:
                var at = random.Next(pairs.Count);
                pairs[at] = $"{pairs[at].Split('=')[0]}={value}";
                break;
            default:
                pairs.Add($"{name}={value}");
                break;
        }

        return string.Join('&', pairs);
    }
}
