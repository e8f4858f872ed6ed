using System.Text.Json;
using System.Text.Json.Nodes;

namespace PersonaKit.Cli.Checking;

/// <summary>What the document says of one status of one operation.</summary>
/// <param name="Bodies">The schema of each media type; empty for an answer without a body.</param>
/// <param name="Headers">The header fields that it has.</param>
internal sealed record DocumentedResponse(IReadOnlyDictionary<string, JsonElement> Bodies, IReadOnlyList<string> Headers)
{
    public static DocumentedResponse Read(JsonNode response) => new(
        (response["content"]?.AsObject() ?? []).ToDictionary(
            media => media.Key, media => JsonSerializer.SerializeToElement(media.Value!["schema"], CheckJson.Default.JsonNode)),
        [.. (response["headers"]?.AsObject() ?? []).Select(header => header.Key)]);
}
