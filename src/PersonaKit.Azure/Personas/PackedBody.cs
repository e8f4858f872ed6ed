using System.Buffers.Binary;
using System.IO.Compression;

namespace PersonaKit.Azure.Personas;

/// <summary>
/// A body's length and its bytes compressed with Brotli. Quality 4, because above it the time grows faster than the size shrinks.
/// </summary>
internal static class PackedBody
{
    private const int Quality = 4;
    private const int Window = 18;

    public static byte[] Pack(ReadOnlySpan<byte> body)
    {
        var packed = new byte[sizeof(int) + BrotliEncoder.GetMaxCompressedLength(body.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(packed, body.Length);
        return BrotliEncoder.TryCompress(body, packed.AsSpan(sizeof(int)), out var length, Quality, Window)
            ? packed[..(sizeof(int) + length)]
            : throw new InvalidOperationException("Brotli needed more space than GetMaxCompressedLength returned");
    }

    public static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        var body = new byte[BinaryPrimitives.ReadInt32LittleEndian(packed)];
        return BrotliDecoder.TryDecompress(packed[sizeof(int)..], body, out var length) && length == body.Length
            ? body
            : throw new FormatException("not a stored persona: its body does not decompress");
    }
}
