using System.Text;
using PersonaKit.Fuzz.Wire;

namespace PersonaKit.Fuzz.Generation;

/// <summary>Cuts a body in chunks, good and bad, and says things about its length that are true or not.</summary>
internal static class BodyFramer
{
    /// <summary>The name of the trick that gives a chunk a length that no number holds.</summary>
    public const string HugeChunk = "framing huge chunk";

    private static readonly (string, string)[] Chunked = [("Transfer-Encoding", "chunked")];

    public static WireRequest Frame(WireRequest request, Random random)
    {
        var body = request.Body!;
        var (what, framed) = random.Next(18) switch
        {
            < 4 => ("chunks", new FramedBody([.. Chunked], [.. Cut(body, random.Next(1, 2000), ""), .. "0\r\n\r\n"u8], true)),
            4 => ("single bytes", new FramedBody([.. Chunked], [.. Cut(body[..Math.Min(body.Length, 3000)], 1, ""), .. "0\r\n\r\n"u8], true)),
            5 => ("extensions", new FramedBody([.. Chunked], [.. Cut(body, 500, ";a=\"b\";c"), .. "0;x\r\n\r\n"u8], true)),
            6 => ("trailers", new FramedBody([.. Chunked], [.. Cut(body, 500, ""), .. "0\r\nX-Trailer: y\r\nContent-Length: 3\r\n\r\n"u8], true)),
            7 => ("huge chunk", new FramedBody([.. Chunked], Encoding.ASCII.GetBytes($"{Of(["FFFFFFFFF", "FFFFFFFFFFFFFFFFF", "80000000", "7FFFFFFFFFFFFFFF"], random)}\r\nabc"), false)),
            8 => ("bad chunk", new FramedBody([.. Chunked], Encoding.ASCII.GetBytes($"{Of(["-1", "g", "", " 5", "0x5", "5 ", "+5", "00000000000000000005"], random)}\r\nabcde\r\n0\r\n\r\n"), false)),
            9 => ("no chunk end", new FramedBody([.. Chunked], Encoding.ASCII.GetBytes("5\r\nabcdefgh\r\n0\r\n\r\n"), false)),
            10 => ("no last chunk", new FramedBody([.. Chunked], Cut(body, 300, ""), false)),
            11 => ("long extension", new FramedBody([.. Chunked], Encoding.ASCII.GetBytes($"1;{new string('e', random.Next(100, 40_000))}\r\n1\r\n0\r\n\r\n"), false)),
            12 => ("length too short", new FramedBody([("Content-Length", $"{body.Length / 2}")], body, false)),
            13 => ("length too long", new FramedBody([("Content-Length", $"{body.Length + random.Next(1, 5000)}")], body, false)),
            14 => ("strange length", new FramedBody([("Content-Length", Of(["-1", "x", "1e3", "99999999999999999999", "9223372036854775807", "31457281", "1048577", "0x10", "+5", "", "5,5"], random))], body, false)),
            15 => ("two lengths", new FramedBody([("Content-Length", $"{body.Length}"), ("Content-Length", $"{body.Length + 1}")], body, false)),
            16 => ("length and chunks", new FramedBody([("Content-Length", "5"), .. Chunked], [.. Cut(body, 700, ""), .. "0\r\n\r\n"u8], false)),
            _ => ("transfer coding", new FramedBody([("Transfer-Encoding", Of(["gzip", "gzip, chunked", "chunked, gzip", "CHUNKED", "chunked, chunked", "\u000bchunked", "identity, chunked"], random))], [.. Cut(body, 700, ""), .. "0\r\n\r\n"u8], false)),
        };
        return request with { Framed = framed, Tricks = request.Tricks.Add($"framing {what}") };
    }

    private static byte[] Cut(byte[] body, int size, string extension)
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
