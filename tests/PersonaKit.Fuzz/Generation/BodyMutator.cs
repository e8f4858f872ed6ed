using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PersonaKit.Fuzz.Wire;

namespace PersonaKit.Fuzz.Generation;

/// <summary>Changes the body of a request: its values, its text, its encoding.</summary>
internal static class BodyMutator
{
    private static readonly string[] Insertions =
    [
        "\u0000", "\u0007", "\ufeff", "\t", "\r", "\u2028", "\u0085", "- ", ": ", "? ", "&a [*a,*a]", "*a", "!!binary ", "!<tag:x> ",
        "<<: *a", "---\n", "...\n", "%YAML 9.9\n", "|9\n", ">-\n", "'", "\"", "#",
        "{", "}", "[", "]", "~", "y", "0o7", "1_000", "12:30:45", ".inf", ".nan", "=", "\\ud800", "{{", "}}", "{{work.", "${", "9999999w",
        "-1h", "a: &x\n  b: *x\n",
    ];

    /// <param name="json">The body as a document, as long as it is one.</param>
    public static WireRequest Mutate(WireRequest request, ref JsonNode? json, Random random)
    {
        var choice = random.Next(12);
        if (json is not null && choice < 8)
        {
            var tokens = new List<string>();
            for (var count = 1 + random.Next(3); count > 0; count--)
            {
                json = JsonMutator.Mutate(json, tokens, random);
            }

            var written = JsonMutator.Write(json, tokens);
            json = Reread(written);
            return request with { Body = written, Tricks = request.Tricks.Add("value") };
        }

        json = null;
        var body = request.Body!;
        return choice switch
        {
            < 9 => request with { Body = Edit(body, random), Tricks = request.Tricks.Add("text") },
            9 => request with { Body = Bytes(random), Tricks = request.Tricks.Add("random bytes") },
            10 => Zipped(request, body, random),
            _ => Encoded(request, body, random),
        };
    }

    private static JsonNode? Reread(byte[] written)
    {
        try
        {
            var again = JsonNode.Parse(written, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
            again?.ToJsonString(); // an unpaired surrogate is noticed when it is written
            return again;
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static byte[] Edit(byte[] body, Random random)
    {
        var edited = body.ToList();
        for (var count = 1 + random.Next(4); count > 0 && edited.Count > 0; count--)
        {
            var at = random.Next(edited.Count);
            var length = Math.Min(random.Next(1, 40), edited.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    edited[at] = (byte)random.Next(256);
                    break;
                case 1:
                    edited.RemoveRange(at, length);
                    break;
                case 2:
                    edited.InsertRange(at, edited.GetRange(at, length));
                    break;
                case 3:
                    edited.RemoveRange(at, edited.Count - at);
                    break;
                case 4:
                    edited.InsertRange(at, [0xC3, 0x28, 0xED, 0xA0, 0x80]);
                    break;
                case 5:
                    edited.InsertRange(at, Encoding.UTF8.GetBytes(JsonTokens.Next(random)));
                    break;
                default:
                    edited.InsertRange(at, Encoding.UTF8.GetBytes(Insertions[random.Next(Insertions.Length)]));
                    break;
            }
        }

        return [.. edited];
    }

    /// <summary>Up to a kilobyte; one in fifty is around the limit of a megabyte.</summary>
    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(50) == 0 ? (1024 * 1024) + random.Next(-2, 3) : random.Next(1000)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static WireRequest Zipped(WireRequest request, byte[] body, Random random)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body);
        }

        string[] encodings = ["gzip", "deflate", "br", "identity", "gzip, gzip", "zstd"];
        return request with
        {
            Body = packed.ToArray(),
            Headers = random.Next(4) == 0
                ? request.Headers
                : request.Headers.Add(("Content-Encoding", encodings[random.Next(encodings.Length)])),
            Tricks = request.Tricks.Add("compressed"),
        };
    }

    private static WireRequest Encoded(WireRequest request, byte[] body, Random random)
    {
        var text = Encoding.UTF8.GetString(body);
        var (name, encoding) = random.Next(5) switch
        {
            0 => ("utf-16", Encoding.Unicode),
            1 => ("utf-32", Encoding.UTF32),
            2 => ("iso-8859-1", Encoding.Latin1),
            3 => ("utf-16BE", Encoding.BigEndianUnicode),
            _ => ("utf-8", (Encoding)new UTF8Encoding(true)),
        };
        var claimed = random.Next(3) == 0 ? "utf-8" : name;
        var suffix = $"; charset={claimed}";
        return request with
        {
            Body = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)],
            Headers =
            [
                .. request.Headers.Select(header => header.Name == "Content-Type" ? (header.Name, $"{header.Value}{suffix}") : header),
            ],
            Tricks = request.Tricks.Add("charset"),
        };
    }
}
