using System.Collections.Immutable;
using PersonaKit.Fuzz.Wire;

namespace PersonaKit.Fuzz.Generation;

/// <summary>
/// Adds, changes and abuses headers. Tricks that HTTP itself forbids are called <c>header …</c>: the server may hang up after them.
/// </summary>
internal static class HeaderMutator
{
    private static readonly (string Name, string Value)[] Odd =
    [
        ("Accept", "application/yaml;q=0"), ("Accept", "*/*;q=2"), ("Accept", "application/yaml"), ("Accept", ";;,"),
        ("Accept", "text/html"), ("Accept", "a/b;q=1e9"), ("Accept-Encoding", "gzip, br"), ("Accept-Language", "xx"),
        ("Accept-Charset", "utf-16"), ("If-None-Match", "*"), ("If-None-Match", "\"x"), ("If-None-Match", "W/\"x\", \"y\",,"),
        ("If-None-Match", "x"), ("If-Match", "*"), ("If-Match", "\"1\""), ("If-Match", "W/\"1\""), ("If-Match", ""),
        ("If-Match", "\"\u0001\""), ("If-Modified-Since", "yesterday"), ("Range", "bytes=0-1"), ("Range", "bytes=9-1,-"),
        ("Idempotency-Key", ""), ("Idempotency-Key", "key-1"), ("Idempotency-Key", "\u00ff"), ("Idempotency-Key", "a\tb"),
        ("Content-Type", ""), ("Content-Type", "text/plain"), ("Content-Type", "application/json; charset"),
        ("Content-Type", "application/json;charset=\"utf-8"), ("Content-Type", "multipart/form-data; boundary=x"),
        ("Content-Type", "application/x-www-form-urlencoded"), ("Content-Type", "application/yaml"), ("Content-Type", "APPLICATION/JSON"),
        ("Content-Type", "application/vnd.x+json"), ("Content-Type", "*/*"), ("Content-Type", "\u00ff/\u00ff"),
        ("Content-Encoding", "gzip"), ("Content-Language", "\u00c3\u00a9"), ("Transfer-Encoding", "identity"), ("Upgrade", "websocket"),
        ("Upgrade", "h2c"), ("HTTP2-Settings", "AAMAAABkAAQAoAAAAAIAAAAA"), ("Connection", "upgrade"),
        ("Connection", "close"), ("Connection", "keep-alive, x"), ("TE", "trailers"), ("Trailer", "X"), ("Via", "1.1 x"),
        ("X-Forwarded-For", "::1, \u00ff"), ("X-Forwarded-Host", "evil"), ("X-Original-URL", "/api/v1/traits"),
        ("X-HTTP-Method-Override", "DELETE"), ("Origin", "http://localhost"), ("Sec-Fetch-Site", "same-origin"),
        ("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site"), ("Cookie", "a=b; c"), ("x-functions-key", "k"),
        ("x-functions-key", "\u00ff\u00fe"), ("Authorization", "Bearer "), ("traceparent", "00-0-0-0"),
        ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("tracestate", ",,"), ("baggage", "a=%zz"),
        ("Expect", "100-continue"), ("Expect", "200-ok"),
        ("Max-Forwards", "-1"), ("Date", "x"), (":method", "GET"), ("X-Empty", ""), ("Keep-Alive", "timeout=0"),
    ];

    private static readonly ImmutableArray<string> Hosts =
    [
        "evil.example", "", "[::1", "a b", "127.0.0.1:99999", "localhost:x", "\u00ff", "LOCALHOST", "[::1]:80", "127.0.0.1.",
        "user@localhost",
    ];

    private static readonly ImmutableArray<string> Versions =
    [
        "HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "HTTP/0.9", "HTTP/1.", "http/1.1", "", "HTTP/1.1 x",
    ];

    public static WireRequest Mutate(WireRequest request, Random random)
    {
        if (random.Next(8) == 0)
        {
            return Malform(request, random);
        }

        var (name, value) = Odd[random.Next(Odd.Length)];
        var isSpecial = IsSpecial(name);
        var headers = random.Next(3) == 0
            ? request.Headers
            : request.Headers.RemoveAll(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        var trick = isSpecial ? $"header {name}" : $"field {name}";
        return request with { Headers = headers.Add((name, value)), Tricks = request.Tricks.Add(trick) };
    }

    private static WireRequest Malform(WireRequest request, Random random)
    {
        var headers = request.Headers;
        var (what, changed) = random.Next(13) switch
        {
            0 => ("no host", headers.RemoveAt(0)),
            1 => ("two hosts", headers.Insert(0, ("Host", "localhost"))),
            2 => ("other host", headers.SetItem(0, ("Host", Of(Hosts, random)))),
            3 => ("many", headers.AddRange(Enumerable.Range(0, random.Next(90, 140)).Select(i => ($"X-{i}", "v")))),
            4 => ("long", headers.Add(("X-Long", new string('v', random.Next(30_000, 40_000))))),
            5 => ("name", headers.Add((Of(["X Y", "X\u0001", "", " X", "X\t", "X(", "\u00ff", "X\u0000"], random), "v"))),
            6 => ("value", headers.Add(("X-V", Of(["a\u0000b", "a\u0001b", "\u00ff", "a\rb", "a\nb", "\u007f", "\u00c3\u00a9"], random)))),
            7 => ("fold", headers.Add(("X-F", "a\r\n b"))),
            8 => ("many words", headers.Add(("Accept", string.Join(',', Enumerable.Repeat("a/b;q=0.1", random.Next(100, 2000)))))),
            9 => ("many tags", headers.Add(("If-None-Match", string.Join(',', Enumerable.Repeat("\"x\"", random.Next(100, 5000)))))),
            10 => ("connection names a field", headers.Add(("Connection", "close, Content-Length, Host"))),
            11 => ("all of them", headers.AddRange(Odd[..random.Next(Odd.Length)].Where(header => !IsSpecial(header.Name)))),
            _ => ("version", headers),
        };
        return request with
        {
            Headers = changed,
            Version = what == "version" ? Of(Versions, random) : request.Version,
            Tricks = request.Tricks.Add($"header {what}"),
        };
    }

    private static bool IsSpecial(string name) => name is "Connection" or "Upgrade" or "Transfer-Encoding" or "Expect";

    private static string Of(ImmutableArray<string> choices, Random random) => choices[random.Next(choices.Length)];
}
