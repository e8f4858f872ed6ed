using System.Globalization;
using System.Text.Json.Nodes;

namespace PersonaKit.Cli.Checking;

/// <summary>An operation of the OpenAPI document that a host serves.</summary>
/// <param name="Id">Its <c>operationId</c>.</param>
/// <param name="Method">The verb.</param>
/// <param name="Path">The template below the API's root, without a slash in front.</param>
/// <param name="Responses">What is documented for each status.</param>
internal sealed record ApiOperation(string Id, HttpMethod Method, string Path, IReadOnlyDictionary<int, DocumentedResponse> Responses)
{
    private static readonly string[] Verbs = ["get", "put", "post", "delete"];

    /// <summary>Every operation of the document, in its order.</summary>
    public static IReadOnlyList<ApiOperation> AllOf(JsonNode document) =>
    [
        .. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Where(member => Verbs.Contains(member.Key))
            .Select(member => new ApiOperation(
                member.Value!["operationId"]!.GetValue<string>(),
                new HttpMethod(member.Key.ToUpperInvariant()),
                path.Key.TrimStart('/'),
                member.Value["responses"]!.AsObject().ToDictionary(
                    response => int.Parse(response.Key, CultureInfo.InvariantCulture), response => DocumentedResponse.Read(response.Value!))))),
    ];

    /// <summary>The path with values in the place of its parameters.</summary>
    public string PathWith(IReadOnlyDictionary<string, string> values) =>
        values.Aggregate(Path, (path, value) => path.Replace($"{{{value.Key}}}", Uri.EscapeDataString(value.Value), StringComparison.Ordinal));
}
