using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PersonaKit.Core.Values;

namespace PersonaKit.Api.Http;

/// <summary>
/// Writes whole JSON answers with their Content-Length. Writing is synchronous into a buffer that each thread keeps; what is copied to the
/// response is flushed by the server when the handler is done.
/// </summary>
public static class JsonBody
{
    public const string ContentType = "application/json";

    private const int KeptCapacity = 256 * 1024;

    [ThreadStatic]
    private static Scratch? _scratch;

    public static void Send<TState>(HttpContext http, int status, TState state, Action<Utf8JsonWriter, TState> write) =>
        Send(http, status, ContentType, state, write);

    public static void Send<TState>(HttpContext http, int status, string contentType, TState state, Action<Utf8JsonWriter, TState> write)
    {
        var scratch = Rent();
        write(scratch.Writer, state);
        scratch.Writer.Flush();
        SendBytes(http, status, contentType, scratch.Buffer.WrittenSpan);
        Return(scratch);
    }

    /// <summary>Sends what was written unless <paramref name="isKnown"/> says that the client has it already.</summary>
    /// <param name="write">Writes the body; may note offsets of the buffer in its state.</param>
    /// <param name="isKnown">Is shown the body before it is sent, sets what headers depend on it.</param>
    public static void SendTagged<TState>(
        HttpContext http, TState state, Action<Utf8JsonWriter, TState> write, Func<HttpContext, ReadOnlySpan<byte>, TState, bool> isKnown)
    {
        var scratch = Rent();
        write(scratch.Writer, state);
        scratch.Writer.Flush();
        if (isKnown(http, scratch.Buffer.WrittenSpan, state))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
        }
        else
        {
            SendBytes(http, StatusCodes.Status200OK, ContentType, scratch.Buffer.WrittenSpan);
        }

        Return(scratch);
    }

    public static void SendBytes(HttpContext http, int status, string contentType, ReadOnlySpan<byte> body)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        response.BodyWriter.Write(body);
    }

    private static Scratch Rent()
    {
        var scratch = _scratch ?? new Scratch();
        _scratch = null;
        scratch.Buffer.ResetWrittenCount();
        scratch.Writer.Reset();
        return scratch;
    }

    // A writer that failed half-way is simply not returned.
    private static void Return(Scratch scratch)
    {
        if (scratch.Buffer.Capacity <= KeptCapacity)
        {
            _scratch = scratch;
        }
    }

    private sealed class Scratch
    {
        public Scratch() => Writer = new Utf8JsonWriter(Buffer, DataValueJson.WriterOptions);

        public ArrayBufferWriter<byte> Buffer { get; } = new(4096);

        public Utf8JsonWriter Writer { get; }
    }
}
