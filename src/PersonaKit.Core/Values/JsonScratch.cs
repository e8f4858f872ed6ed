using System.Buffers;
using System.Text.Json;

namespace PersonaKit.Core.Values;

/// <summary>
/// A JSON writer and its buffer, one of each thread, for what is written in one go: a post would make several of both. Returned when it
/// is disposed; one that is not is simply lost.
/// </summary>
internal sealed class JsonScratch : IDisposable
{
    private const int KeptCapacity = 64 * 1024;

    [ThreadStatic]
    private static JsonScratch? _idle;

    private JsonScratch() => Writer = new Utf8JsonWriter(Buffer, DataValueJson.WriterOptions);

    public ArrayBufferWriter<byte> Buffer { get; } = new(1024);

    public Utf8JsonWriter Writer { get; }

    public static JsonScratch Rent()
    {
        var scratch = _idle ?? new JsonScratch();
        _idle = null;
        scratch.Clear();
        return scratch;
    }

    /// <summary>Begins again with an empty buffer.</summary>
    public void Clear()
    {
        Buffer.ResetWrittenCount();
        Writer.Reset();
    }

    public void Dispose()
    {
        if (Buffer.Capacity <= KeptCapacity)
        {
            _idle = this;
        }
    }
}
