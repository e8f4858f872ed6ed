using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using PersonaKit.Api.Admission;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Values;

namespace PersonaKit.Api.Http;

/// <summary>Reads a JSON body of bounded size; everything wrong with it is a problem and never an exception of the framework.</summary>
internal static class RequestBody
{
    public const int MaxBytes = 1024 * 1024;

    public static ValueTask<RequestBodyOutcome> ReadJsonAsync(HttpRequest request, CancellationToken cancellationToken) => IsJson(request.ContentType)
        ? ReadAsync(request, Parse, static tooLarge => tooLarge, cancellationToken)
        : new(new Problem(ProblemTypes.UnsupportedMediaType, $"the Content-Type must be {JsonBody.ContentType} or another application/*+json, in UTF-8"));

    /// <summary>Hands all of the body to <paramref name="read"/>, or the problem that it is too large, or that too many are in memory, to <paramref name="refuse"/>.</summary>
    public static async ValueTask<T> ReadAsync<T>(
        HttpRequest request, Func<ReadOnlySpan<byte>, T> read, Func<Problem, T> refuse, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes)
        {
            return refuse(TooLarge());
        }

        var admitted = new AdmittedBody(request);
        if (admitted.Enter() is { } crowded)
        {
            return refuse(crowded);
        }

        var reader = request.BodyReader;
        while (true)
        {
            var piece = await ReadAsync(reader, cancellationToken);
            if (piece.Buffer.Length <= MaxBytes && admitted.Grow(piece.Buffer.Length, MaxBytes) is { } grown)
            {
                reader.AdvanceTo(piece.Buffer.End);
                return refuse(grown);
            }

            if (piece.Buffer.Length > MaxBytes)
            {
                reader.AdvanceTo(piece.Buffer.End);
                return refuse(TooLarge());
            }

            if (piece.IsCompleted)
            {
                var outcome = piece.Buffer.IsSingleSegment ? read(piece.Buffer.FirstSpan) : read(piece.Buffer.ToArray());
                reader.AdvanceTo(piece.Buffer.End);
                return outcome;
            }

            reader.AdvanceTo(piece.Buffer.Start, piece.Buffer.End);
        }
    }

    private static async ValueTask<ReadResult> ReadAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            // Kestrel says this of a chunk whose length is beyond a long, and of a connection that broke off.
            throw new BadHttpRequestException("the body cannot be read", broken);
        }
    }

    private static RequestBodyOutcome Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8[3..];
        }

        if (utf8.IsEmpty)
        {
            return new Problem(ProblemTypes.InvalidJson, "the body is empty");
        }

        if (!Utf8.IsValid(utf8))
        {
            return new Problem(ProblemTypes.InvalidJson, "the body is not valid UTF-8");
        }

        try
        {
            return DataValueJson.Parse(utf8);
        }
        catch (JsonException malformed)
        {
            return Malformed(malformed);
        }
    }

    private static Problem Malformed(JsonException malformed)
    {
        var sentence = malformed.Message;
        var end = sentence.IndexOf(" LineNumber:", StringComparison.Ordinal);
        sentence = (end < 0 ? sentence : sentence[..end]).TrimEnd('.');
        return malformed is { LineNumber: { } line, BytePositionInLine: { } position }
            ? new Problem(ProblemTypes.InvalidJson, $"line {line + 1}, position {position + 1}: {sentence}") { Place = (line + 1, position + 1) }
            : new Problem(ProblemTypes.InvalidJson, sentence);
    }

    private static Problem TooLarge() => new(ProblemTypes.BodyTooLarge, $"a body has at most {MaxBytes} bytes");

    /// <summary>Must be said: a page of another site can make a browser send text without a type, and JSON only after asking this host.</summary>
    private static bool IsJson(string? contentType) =>
        contentType is "application/json" or "application/json; charset=utf-8"
        || (MediaTypeHeaderValue.TryParse(contentType, out var type)
            && (type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            && type.Type.Equals("application", StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase)));
}
