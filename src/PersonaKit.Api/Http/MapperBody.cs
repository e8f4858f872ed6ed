using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using PersonaKit.Api.Problems;
using PersonaKit.Language.Sources;

namespace PersonaKit.Api.Http;

/// <summary>Reads a mapper's text, YAML or JSON, as it was sent: what is kept of it is what came.</summary>
internal static class MapperBody
{
    public const string Yaml = "application/yaml";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ValueTask<MapperBodyOutcome> ReadAsync(HttpRequest request, CancellationToken cancellationToken) => IsMapper(request.ContentType)
        ? RequestBody.ReadAsync(request, Decode, static tooLarge => new MapperBodyOutcome(null, null, tooLarge), cancellationToken)
        : new(new MapperBodyOutcome(null, null, new Problem(
            ProblemTypes.UnsupportedMapperType, $"the Content-Type must be {Yaml}, text/yaml or {JsonBody.ContentType}, in UTF-8")));

    /// <summary>What is no text has a place, too: line and column of the first byte that cannot be one.</summary>
    private static MapperBodyOutcome Decode(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8[3..];
        }

        try
        {
            return new(Strict.GetString(utf8), null, null);
        }
        catch (DecoderFallbackException invalid)
        {
            var before = utf8[..Math.Clamp(invalid.Index, 0, utf8.Length)];
            var line = 1 + before.Count((byte)'\n');
            var column = 1 + Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]);
            return new(null, new Diagnostic(line, column, "the document is not UTF-8 from here on"), null);
        }
    }

    private static bool IsMapper(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Value?.ToLowerInvariant() is Yaml or "application/x-yaml" or "text/yaml" or "text/x-yaml" or JsonBody.ContentType
        && (!type.Charset.HasValue || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
