using System.Collections.Immutable;
using System.Text.Json;

namespace PersonaKit.Fuzz.Contract;

/// <summary>The OpenAPI document, as far as requests can be made of it.</summary>
internal sealed class ApiDocument
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];

    private readonly JsonElement _root;

    private ApiDocument(JsonElement root)
    {
        _root = root;
        BasePath = root.GetProperty("servers")[0].GetProperty("url").GetString()!;
        Operations =
        [
            .. from path in root.GetProperty("paths").EnumerateObject()
               from method in path.Value.EnumerateObject()
               where Methods.Contains(method.Name)
               select Read(path, method),
        ];
    }

    public string BasePath { get; }

    public ImmutableArray<Operation> Operations { get; }

    public static ApiDocument Load()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "openapi.json")));
        return new ApiDocument(document.RootElement.Clone());
    }

    /// <summary>Follows a reference; anything else is returned as it is.</summary>
    public JsonElement Resolve(JsonElement element)
    {
        while (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("$ref", out var reference))
        {
            var target = _root;
            foreach (var segment in reference.GetString()!.Split('/').Skip(1))
            {
                target = target.GetProperty(segment);
            }

            element = target;
        }

        return element;
    }

    private Operation Read(JsonProperty path, JsonProperty method)
    {
        var bodies = ImmutableArray<(string, JsonElement)>.Empty;
        if (method.Value.TryGetProperty("requestBody", out var body))
        {
            bodies =
            [
                .. from content in Resolve(body).GetProperty("content").EnumerateObject()
                   select (content.Name, content.Value.GetProperty("schema")),
            ];
        }

        return new Operation(
            method.Value.GetProperty("operationId").GetString()!,
            method.Name.ToUpperInvariant(),
            path.Name,
            [.. ParametersOf(path.Value).Concat(ParametersOf(method.Value))],
            bodies,
            [
                .. from response in method.Value.GetProperty("responses").EnumerateObject()
                   where response.Name != "default"
                   select int.Parse(response.Name),
            ]);
    }

    private IEnumerable<Parameter> ParametersOf(JsonElement holder) => holder.TryGetProperty("parameters", out var list)
        ? list.EnumerateArray().Select(Resolve).Select(parameter => new Parameter(
            parameter.GetProperty("name").GetString()!,
            parameter.GetProperty("in").GetString()!,
            parameter.TryGetProperty("required", out var required) && required.GetBoolean(),
            parameter.GetProperty("schema")))
        : [];
}
