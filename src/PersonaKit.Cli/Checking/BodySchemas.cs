using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace PersonaKit.Cli.Checking;

/// <summary>Holds bodies against the schemas of an OpenAPI document.</summary>
/// <param name="document">An OpenAPI 3.1 document, whose schemas are JSON Schema 2020-12.</param>
internal sealed class BodySchemas(JsonNode document)
{
    private const string Place = "#/components/schemas/";

    private readonly string _definitions = document["components"]!["schemas"]!.ToJsonString().Replace(Place, "#/$defs/", StringComparison.Ordinal);
    private readonly Dictionary<string, JsonSchema> _known = [];

    /// <summary>What is wrong with the body; null when nothing is.</summary>
    public string? Judge(JsonElement schema, ReadOnlySpan<byte> body)
    {
        JsonElement instance;
        try
        {
            instance = JsonElement.Parse(body);
        }
        catch (JsonException malformed)
        {
            return $"the body is no JSON: {malformed.Message}";
        }

        var text = schema.GetRawText().Replace(Place, "#/$defs/", StringComparison.Ordinal);
        if (!_known.TryGetValue(text, out var compiled))
        {
            _known[text] = compiled = JsonSchema.FromText(
                $$"""{"$schema":"https://json-schema.org/draft/2020-12/schema","allOf":[{{text}}],"$defs":{{_definitions}} }""");
        }

        var judged = compiled.Evaluate(instance, new EvaluationOptions { OutputFormat = OutputFormat.List });
        var wrong = (judged.Details ?? [])
            .SelectMany(detail => detail.Errors?.Values.Select(error => $"{detail.InstanceLocation}: {error}") ?? []);
        return judged.IsValid ? null : string.Join("; ", wrong.Take(5));
    }
}
