using Microsoft.AspNetCore.Http;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;

namespace PersonaKit.Api.OpenApi;

/// <summary>The API's own description, written by hand and held against the contract by a test.</summary>
internal sealed class OpenApiEndpoints
{
    private static readonly Lazy<byte[]> Document = new(Read);

#pragma warning disable CA1822 // an endpoint like every other
    public ValueTask<Problem?> Get(HttpContext http)
#pragma warning restore CA1822
    {
        return JsonBody.SendBytes(http, StatusCodes.Status200OK, JsonBody.ContentType, Document.Value);
    }

    private static byte[] Read()
    {
        using var stream = typeof(OpenApiEndpoints).Assembly.GetManifestResourceStream("openapi.json")!;
        var document = new byte[stream.Length];
        stream.ReadExactly(document);
        return document;
    }
}
