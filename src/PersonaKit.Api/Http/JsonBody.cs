using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Values;

namespace PersonaKit.Api.Http;

/// <summary>
/// Writes whole JSON answers with their Content-Length, from a buffer that each thread keeps; the server flushes them when the handler is done.
/// Every method returns what a handler returns that has answered: no problem.
/// </summary>
internal static class JsonBody
{
    public const string ContentType = "application/json";

    private const int KeptCapacity = 256 * 1024;
    private const int BlockSize = 4096;

    [ThreadStatic]
    private static Scratch? _scratch;

    public static ValueTask<Problem?> Send<TState>(HttpContext http, int status, TState state, Action<Utf8JsonWriter, TState> write) =>
        Send(http, status, ContentType, state, write);

    public static ValueTask<Problem?> Send<TState>(HttpContext http, int status, string contentType, TState state, Action<Utf8JsonWriter, TState> write)
    {
        var scratch = Rent();
        write(scratch.Writer, state);
        scratch.Writer.Flush();
        var sending = SendBytes(http, status, contentType, scratch.Buffer.WrittenSpan);
        Return(scratch);
        return sending;
    }

    /// <summary>Sends what was written unless <paramref name="isKnown"/> says that the client has it already.</summary>
    /// <param name="write">Writes the body; may note offsets of the buffer in its state.</param>
    /// <param name="isKnown">Is shown the body before it is sent, sets what headers depend on it.</param>
    public static ValueTask<Problem?> SendTagged<TState>(
        HttpContext http, TState state, Action<Utf8JsonWriter, TState> write, Func<HttpContext, ReadOnlySpan<byte>, TState, bool> isKnown)
    {
        var scratch = Rent();
        write(scratch.Writer, state);
        scratch.Writer.Flush();
        var sending = isKnown(http, scratch.Buffer.WrittenSpan, state)
            ? SendNotModified(http)
            : SendBytes(http, StatusCodes.Status200OK, ContentType, scratch.Buffer.WrittenSpan);
        Return(scratch);
        return sending;
    }

    public static ValueTask<Problem?> SendNotModified(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return default;
    }

    public static ValueTask<Problem?> SendBytes(HttpContext http, int status, string contentType, ReadOnlySpan<byte> body)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        if (StringValues.IsNullOrEmpty(response.Headers.CacheControl))
        {
            // What nobody said a word about is about somebody, or of this moment.
            response.Headers.CacheControl = "no-store";
        }

        // Kestrel hands out buffers of its own only once the response has started; that waits for nothing unless somebody asked to be told first.
        var starting = response.StartAsync();
        if (!starting.IsCompletedSuccessfully)
        {
            return WriteLaterAsync(response, starting, body.ToArray());
        }

        Write(response.BodyWriter, body);
        return default;
    }

    /// <summary>
    /// Block by block, each asked for by size: a client that has hung up leaves a writer that hands out nothing unless it is asked, and the
    /// framework's own extension takes that for a bug and throws.
    /// </summary>
    private static void Write(PipeWriter writer, ReadOnlySpan<byte> body)
    {
        while (!body.IsEmpty)
        {
            var block = body[..Math.Min(body.Length, BlockSize)];
            block.CopyTo(writer.GetSpan(block.Length));
            writer.Advance(block.Length);
            body = body[block.Length..];
        }
    }

    private static async ValueTask<Problem?> WriteLaterAsync(HttpResponse response, Task starting, byte[] body)
    {
        await starting;
        Write(response.BodyWriter, body);
        return null;
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
