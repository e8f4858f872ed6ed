using System.Globalization;
using System.Text;

namespace PersonaKit.Fuzz.Wire;

/// <summary>Bytes as a text that <c>printf '%b'</c> turns back into them.</summary>
internal static class PrintedBytes
{
    private const int Most = 4000;

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (var value in bytes[..Math.Min(bytes.Length, Most)])
        {
            text.Append(value switch
            {
                (byte)'\\' => "\\\\",
                (byte)'\n' => "\\n\n",
                (byte)'\r' => "\\r",
                >= 0x20 and < 0x7f => ((char)value).ToString(),
                _ => string.Create(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
            });
        }

        return bytes.Length > Most ? text.Append($"… {bytes.Length} bytes in all").ToString() : text.ToString();
    }
}
