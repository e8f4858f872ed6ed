using System.Text;
using PersonaKit.Fuzz.Wire;

namespace PersonaKit.Fuzz.Generation;

/// <summary>Changes the bytes of a whole request, head and all, or sends something that never was one.</summary>
internal static class RawMutator
{
    private static readonly string[] Fragments =
    [
        "\r\n", "\r", "\n", "\r\n\r\n", " ", "\t", ":", "\u0000", "Host: x\r\n", "HTTP/1.1",
        "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "\u00ff", "%00",
    ];

    public static WireRequest Mutate(WireRequest request, Random random)
    {
        var bytes = request.ToBytes().ToList();
        var what = "flipped";
        switch (random.Next(6))
        {
            case 0:
                bytes.RemoveRange(random.Next(bytes.Count), 0);
                bytes.RemoveRange(bytes.Count - random.Next(1, bytes.Count), 1);
                what = "a byte less";
                break;
            case 1:
                bytes = [.. bytes[..random.Next(bytes.Count)]];
                what = "cut off";
                break;
            case 2:
                bytes = [.. RandomBytes(random)];
                what = "noise";
                break;
            case 3:
                bytes.InsertRange(
                    random.Next(Math.Min(bytes.Count, 400)),
                    Encoding.Latin1.GetBytes(Fragments[random.Next(Fragments.Length)]));
                what = "inserted";
                break;
            case 4:
                bytes = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. RandomBytes(random)];
                what = "HTTP/2";
                break;
            default:
                for (var count = random.Next(1, 4); count > 0; count--)
                {
                    bytes[random.Next(Math.Min(bytes.Count, 400))] = (byte)random.Next(256);
                }

                break;
        }

        return request with { Raw = [.. bytes], Tricks = request.Tricks.Add($"raw {what}"), IsOnItsRoute = false };
    }

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(1, 500)];
        random.NextBytes(bytes);
        return bytes;
    }
}
