using System.Text;
using PersonaKit.Fuzz.Wire;

namespace PersonaKit.Fuzz.Generation;

/// <summary>Cuts a body in chunks, good and bad, and says things about its length that are true or not.</summary>
internal static class BodyFramer
{
    private static readonly string[] HugeLengths = ["FFFFFFFFF", "FFFFFFFFFFFFFFFFF", "80000000", "7FFFFFFFFFFFFFFF"];
    private static readonly string[] BadLengths = ["-1", "g", "", " 5", "0x5", "5 ", "+5", "00000000000000000005"];
    private static readonly string[] StrangeLengths =
    [
        "-1", "x", "1e3", "99999999999999999999", "9223372036854775807", "31457281", "1048577", "0x10", "+5", "", "5,5",
    ];

    private static readonly string[] Codings =
    [
        "gzip", "gzip, chunked", "chunked, gzip", "CHUNKED", "chunked, chunked", "\u000bchunked", "identity, chunked",
    ];

    public static WireRequest Frame(WireRequest request, Random random)
    {
        var body = request.Body!;
        var length = ("Content-Length", $"{body.Length}");
        var (what, framed) = random.Next(18) switch
        {
            < 4 => ("chunks", Chunked([.. Cut(body, random.Next(1, 2000)), .. "0\r\n\r\n"u8])),
            4 => ("single bytes", Chunked([.. Cut(body[..Math.Min(body.Length, 3000)], 1), .. "0\r\n\r\n"u8])),
            5 => ("extensions", Chunked([.. Cut(body, 500, ";a=\"b\";c"), .. "0;x\r\n\r\n"u8])),
            6 => ("trailers", Chunked([.. Cut(body, 500), .. "0\r\nX-Trailer: y\r\nContent-Length: 3\r\n\r\n"u8])),
            7 => ("huge chunk", Broken($"{Of(HugeLengths, random)}\r\nabc")),
            8 => ("bad chunk", Broken($"{Of(BadLengths, random)}\r\nabcde\r\n0\r\n\r\n")),
            9 => ("no chunk end", Broken("5\r\nabcdefgh\r\n0\r\n\r\n")),
            10 => ("no last chunk", Chunked(Cut(body, 300)) with { IsComplete = false }),
            11 => ("long extension", Broken($"1;{new string('e', random.Next(100, 40_000))}\r\n1\r\n0\r\n\r\n")),
            12 => ("length too short", new FramedBody([("Content-Length", $"{body.Length / 2}")], body, false)),
            13 => ("length too long", new FramedBody([("Content-Length", $"{body.Length + random.Next(1, 5000)}")], body, false)),
            14 => ("strange length", new FramedBody([("Content-Length", Of(StrangeLengths, random))], body, false)),
            15 => ("two lengths", new FramedBody([length, ("Content-Length", $"{body.Length + 1}")], body, false)),
            16 => ("length and chunks", Coded([length, ("Transfer-Encoding", "chunked")], body)),
            _ => ("transfer coding", Coded([("Transfer-Encoding", Of(Codings, random))], body)),
        };
        return request with { Framed = framed, Tricks = request.Tricks.Add($"framing {what}") };
    }

    private static FramedBody Chunked(byte[] bytes) => new([("Transfer-Encoding", "chunked")], bytes, true);

    private static FramedBody Broken(string text) => Chunked(Encoding.ASCII.GetBytes(text)) with { IsComplete = false };

    private static FramedBody Coded((string, string)[] headers, byte[] body) =>
        new([.. headers], [.. Cut(body, 700), .. "0\r\n\r\n"u8], false);

    private static byte[] Cut(byte[] body, int size, string extension = "")
    {
        using var cut = new MemoryStream();
        foreach (var chunk in body.Chunk(size))
        {
            cut.Write(Encoding.ASCII.GetBytes($"{chunk.Length:X}{extension}\r\n"));
            cut.Write(chunk);
            cut.Write("\r\n"u8);
        }

        return cut.ToArray();
    }

    private static string Of(string[] choices, Random random) => choices[random.Next(choices.Length)];
}
